from duikou.assessment.models import Round, Scheme, ScoreSheet
from duikou.ledger.register import Register

registers = [
    Register(Scheme, "schemes", "scale", ("year",), ("year", "rules")),
    Register(
        Round,
        "rounds",
        "gavel",
        ("by_scheme", "since", "stage"),
        ("by_scheme", "since", "objections_until"),
        ("stage",),
    ),
    Register(
        ScoreSheet,
        "score-sheets",
        "file-text",
        ("of_round", "doer", "own_score"),
        ("of_round", "doer", "group"),
        by_hand=False,
    ),
]
