from duikou.agreements.models import Agreement, Obligation
from duikou.ledger.register import Register

registers = [
    Register(
        model=Agreement,
        name="agreements",
        icon="file-text",
        columns=("type", "first_party", "second_party", "amount", "ends_on"),
        form=("type", "first_party", "second_party", "amount", "ends_on", "amends"),
        filters=("type",),
    ),
    Register(
        model=Obligation,
        name="obligations",
        icon="list-check",
        columns=("under", "party", "amount", "due_on", "fulfilled_on"),
        form=("under", "party", "amount", "due_on", "fulfilled_on"),
    ),
]
