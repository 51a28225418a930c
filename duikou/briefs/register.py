from duikou.briefs.models import Text
from duikou.ledger.register import Register

registers = [
    Register(
        Text,
        "texts",
        "file-text",
        ("source", "as_of", "quantities", "confirmed", "open"),
        ("source", "as_of"),
        search=("title", "source", "note"),
        by_hand=False,
    ),
]
