from duikou.exchanges.models import Event, Talk, Visit
from duikou.ledger.register import Register

registers = [
    Register(
        model=Visit,
        name="visits",
        icon="plane",
        columns=("direction", "level", "leader", "people"),
        form=("direction", "level", "leader", "people", "outcome"),
        filters=("direction", "level"),
        search=("title", "note", "leader", "outcome"),
    ),
    Register(
        model=Talk,
        name="talks",
        icon="users",
        columns=("mode", "people"),
        form=("mode", "people", "outcome"),
        filters=("mode",),
        search=("title", "note", "outcome"),
    ),
    Register(
        model=Event,
        name="events",
        icon="calendar",
        columns=("type", "place", "guests", "projects_signed", "amount_signed"),
        form=("type", "place", "guests", "projects_signed", "amount_signed"),
        filters=("type",),
    ),
]
