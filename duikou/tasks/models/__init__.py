from duikou.tasks.models.node import Node
from duikou.tasks.models.supervision import Circular, Declaration, Hook, Order, Reminder
from duikou.tasks.models.task import DeadlineChange, Plan, Task, TaskReport, open_matters

__all__ = [
    "Circular", "DeadlineChange", "Declaration", "Hook", "Node", "Order", "Plan", "Reminder", "Task", "TaskReport", "open_matters",
]  # fmt: skip
