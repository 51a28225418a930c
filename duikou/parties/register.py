from duikou.ledger.register import Register
from duikou.parties.models import Organisation

registers = [
    Register(
        model=Organisation,
        name="organisations",
        icon="building",
        columns=("type", "region", "uscc"),
        form=("type", "home", "region", "uscc", "known_as"),
        filters=("type", "home"),
        search=("title", "known_as", "note"),
    ),
]
