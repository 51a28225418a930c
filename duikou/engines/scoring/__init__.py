"""Assessment schemes as data: items of a dozen forms, with their working, exact to the last decimal.

`assess(scheme, values)` gives for each unit the score, each item's working as text and numbers, bonuses, deductions,
vetoes, rank and grade in its group. A scheme is checked when it is read: unknown fields are refused by name.
"""

from duikou.engines.scoring.assess import assess
from duikou.engines.scoring.model import Item, Scheme, UnitValues, read_scheme, read_values
from duikou.engines.scoring.numbers import SchemeError
from duikou.engines.scoring.result import Assessed, ItemScore, UnitScore

__all__ = [
    "Assessed", "Item", "ItemScore", "Scheme", "SchemeError", "UnitScore", "UnitValues", "assess", "read_scheme",
    "read_values",
]  # fmt: skip
