from django.utils.translation import gettext_lazy as _

from duikou.ledger.figure import Figure

figures = [
    Figure(
        key="tasks.key_tasks",
        label=_("Key tasks"),
        unit="item",
        definition=_("Tasks on the list of key tasks, each with a lead leader, a unit, measures and a deadline."),
    ),
]
