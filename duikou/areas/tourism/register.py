from duikou.areas.tourism.models import Promotion, Route, TourGroup
from duikou.ledger.register import Register

registers = [
    Register(
        model=Route,
        name="routes",
        icon="map",
        columns=(
            "season",
            "operator",
        ),
        form=(
            "season",
            "operator",
        ),
    ),
    Register(
        model=TourGroup,
        name="tour-groups",
        icon="users",
        columns=(
            "on_route",
            "origin",
            "visitors",
        ),
        form=(
            "on_route",
            "origin",
            "visitors",
        ),
    ),
    Register(
        model=Promotion,
        name="tourism-promotions",
        icon="world",
        columns=(
            "place",
            "people",
        ),
        form=(
            "place",
            "people",
        ),
    ),
]
