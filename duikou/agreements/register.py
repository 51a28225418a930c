from duikou.agreements.models import Agreement
from duikou.ledger.register import Register

registers = [
    Register(
        model=Agreement,
        name="agreements",
        icon="file-text",
        columns=("type", "first_party", "second_party", "amount"),
        form=("type", "first_party", "second_party", "amount", "ends_on"),
        filters=("type",),
    ),
]
