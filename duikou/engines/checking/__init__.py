"""A text against itself: values of one thing that conflict, totals against parts, percentages, dates, names, statuses.

Restatements (the same number again), roundings and sums that work out are not flagged. Numbers are compared only where
the words around them and the scope of their sentence (time, place, event, phase, plan or done) say the same.
"""

from duikou.engines.checking.amounts import Band, agree, band, held
from duikou.engines.checking.conflicts import conflicts
from duikou.engines.checking.mentions import CLAUSE, Breaks, Mention, evened, mentions
from duikou.engines.checking.model import HARD, SOFT, Conflict, Span
from duikou.engines.checking.series import falls

__all__ = [
    "CLAUSE", "HARD", "SOFT", "Band", "Breaks", "Conflict", "Mention", "Span", "agree", "band", "conflicts", "evened", "falls", "held", "mentions",
]  # fmt: skip
