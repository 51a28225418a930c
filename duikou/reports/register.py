from duikou.ledger.register import Register
from duikou.reports.models import Report

registers = [
    Register(
        Report,
        "reports",
        "file-text",
        ("genre", "number_shown", "as_of", "stage"),
        ("basis",),
        ("genre", "stage"),
        search=("title", "note", "number_shown", "wording"),
        by_hand=False,
    ),
]
