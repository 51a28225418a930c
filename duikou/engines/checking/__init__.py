"""A text against itself: values of one thing that conflict, and totals that are less than their parts.

Restatements (the same number again) and sums that work out are not flagged. What is compared is told by the noun that
is counted, the words before the number in its clause, and the unit; nothing is compared that does not share them.
"""

from duikou.engines.checking.conflicts import Conflict, conflicts

__all__ = ["Conflict", "conflicts"]
