from django.utils.translation import gettext_lazy as _

from duikou.ledger.figure import Dimension, Figure, Ratio
from duikou.tasks.models import DeadlineChange, Order, Task

SPLITS = {
    "side": Dimension("home", _("responsible side")),
    "unit": Dimension("doer__name", _("responsible unit")),
    "source": Dimension("source", _("comes from")),
}

figures = [
    Figure(
        key="tasks.key_tasks",
        label=_("Key tasks"),
        unit="item",
        definition=_("Tasks on the list of key tasks, each with a lead leader, a unit, measures and a deadline."),
        rows=Task.objects.key_tasks,
        dimensions=SPLITS,
    ),
    Figure(
        key="tasks.given",
        label=_("Tasks due"),
        unit="item",
        definition=_("Tasks from any source, each counted on the day it is due, put off or not."),
        rows=Task.objects.all,
        date="due_on",
        dimensions=SPLITS,
    ),
    Figure(
        key="tasks.finished",
        label=_("Tasks finished"),
        unit="item",
        definition=_("Tasks that the responsible side has reported at 100 per cent, counted on that day."),
        rows=Task.objects.finished,
        date="done_on",
        dimensions=SPLITS,
    ),
    Figure(
        key="tasks.finished_in_time",
        label=_("Tasks finished in time"),
        unit="item",
        definition=_("Finished tasks that kept their day, or the later day that a leader approved."),
        rows=Task.objects.finished_in_time,
        date="done_on",
        dimensions=SPLITS,
    ),
    Ratio(
        key="tasks.in_time_rate",
        label=_("Share finished in time"),
        definition=_("Tasks finished in time as a share of the tasks finished."),
        numerator="tasks.finished_in_time",
        denominator="tasks.finished",
    ),
    Figure(
        key="tasks.put_off",
        label=_("Deadlines put off"),
        unit="item",
        definition=_("Changes of a deadline that a leader approved, each counted on the day of the ruling."),
        rows=DeadlineChange.objects.approved,
        date="ruled_on",
        dimensions={
            "side": Dimension("of_task__home", _("responsible side")),
            "unit": Dimension("of_task__doer__name", _("responsible unit")),
        },
    ),
    Figure(
        key="tasks.orders",
        label=_("Supervision orders"),
        unit="item",
        definition=_("Supervision orders issued, each level of a matter counted once."),
        rows=Order.objects.all,
        dimensions={
            "side": Dimension("to_side", _("to")),
            "level": Dimension("level", _("level")),
            "unit": Dimension("of_task__doer__name", _("responsible unit")),
        },
    ),
]
