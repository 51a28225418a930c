from duikou.conferences.models import Conference, Matter
from duikou.ledger.register import Register

registers = [
    Register(Conference, "conferences", "gavel", ("number", "host", "place"), ("number", "host", "place"), ("host",)),
    Register(Matter, "matters", "list-check", ("decided_at",), ("decided_at",)),
]
