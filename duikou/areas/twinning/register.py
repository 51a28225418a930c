from duikou.areas.twinning.models import Activity, Tie
from duikou.ledger.register import Register

registers = [
    Register(
        model=Tie,
        name="ties",
        icon="school",
        columns=(
            "type",
            "north",
            "south",
            "count_a",
            "count_b",
            "renew_by",
        ),
        form=(
            "type",
            "north",
            "south",
            "count_a",
            "count_b",
            "renew_by",
            "institutions",
            "programme",
        ),
        filters=("type",),
        search=("title", "note", "programme"),
    ),
    Register(
        model=Activity,
        name="activities",
        icon="calendar",
        columns=(
            "of_tie",
            "people",
        ),
        form=(
            "of_tie",
            "people",
        ),
    ),
]
