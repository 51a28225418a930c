from duikou.areas.livelihood.models import Benefit, Disbursement, Funding
from duikou.ledger.register import Register

registers = [
    Register(
        model=Funding,
        name="funding",
        icon="coin",
        columns=(
            "for_project",
            "giver",
            "amount",
        ),
        form=(
            "for_project",
            "giver",
            "amount",
        ),
        filters=("giver",),
    ),
    Register(
        model=Disbursement,
        name="disbursements",
        icon="coin",
        columns=(
            "out_of",
            "amount",
        ),
        form=(
            "out_of",
            "amount",
        ),
    ),
    Register(
        model=Benefit,
        name="benefits",
        icon="heart",
        columns=(
            "of_project",
            "people",
        ),
        form=(
            "of_project",
            "people",
        ),
    ),
]
