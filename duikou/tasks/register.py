from duikou.ledger.register import Register
from duikou.tasks.models import Circular, DeadlineChange, Declaration, Node, Order, Plan, Task, TaskReport

registers = [
    Register(Plan, "plans", "map", ("level", "under", "ends_on"), ("level", "under", "ends_on", "rule_set"), ("level",)),
    Register(
        model=Task,
        name="tasks",
        icon="list-check",
        columns=("number", "key_task", "home", "doer", "due_on", "done_on"),
        form=("number", "under_plan", "source", "from_matter", "key_task", "urgent", "home", "lead_post", "in_post", "doer",
              "supporting", "measures", "due_on"),
        filters=("source", "home"),
        search=("title", "note", "number", "measures", "supporting"),
    ),
    Register(
        model=TaskReport,
        name="task-reports",
        icon="clock",
        columns=("of_task", "percent", "obstacle"),
        form=("of_task", "percent", "works", "obstacle"),
        search=("title", "note", "works", "obstacle"),
    ),
    Register(
        model=DeadlineChange,
        name="deadline-changes",
        icon="calendar",
        columns=("of_task", "due_before", "due_after", "reason", "ruling"),
        form=("of_task", "due_before", "due_after", "reason"),
        filters=("ruling",),
        search=("title", "note", "reason"),
        by_hand=False,
    ),
    Register(
        model=Node,
        name="nodes",
        icon="list-check",
        columns=("belongs_to", "code", "due_on", "done_on"),
        form=("belongs_to", "code", "days", "after", "outdoors", "start_on", "due_on", "started_on", "done_on"),
        search=("title", "note", "code"),
    ),
    Register(
        model=Order,
        name="orders",
        icon="alert-triangle",
        columns=("of_task", "level", "to_side", "reply_due_on", "replied_on", "signed_off_on"),
        form=("of_task", "level", "to_side", "why", "reply_due_on", "reply", "mend_plan", "mend_by", "reason_given"),
        filters=("level", "to_side"),
        search=("title", "note", "why", "reply"),
        by_hand=False,
    ),
    Register(Declaration, "declarations", "file-text", (), ()),
    Register(Circular, "circulars", "file-text", ("since", "until"), ("since", "until"), by_hand=False),
]  # fmt: skip
