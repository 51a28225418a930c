from duikou.areas.finance.models import Branch, CreditLine, FinancingNeed
from duikou.ledger.register import Register

registers = [
    Register(
        model=Branch,
        name="branches",
        icon="building",
        columns=("institution",),
        form=("institution",),
    ),
    Register(
        model=CreditLine,
        name="credit-lines",
        icon="coin",
        columns=(
            "bank",
            "borrower",
            "amount",
            "ends_on",
        ),
        form=(
            "bank",
            "borrower",
            "amount",
            "ends_on",
        ),
    ),
    Register(
        model=FinancingNeed,
        name="financing-needs",
        icon="scale",
        columns=(
            "firm",
            "amount",
            "outcome",
            "amount_met",
        ),
        form=(
            "firm",
            "amount",
            "outcome",
            "amount_met",
        ),
        filters=("outcome",),
    ),
]
