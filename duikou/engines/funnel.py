"""A funnel: how many of the things that came to a step went on to the next, how many were lost, how long it took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median


@dataclass(frozen=True)
class Journey:
    """How far one thing came: a date for each step it reached (None: not reached, or reached on an unknown day).

    `furthest` is the index of the last step it reached, `lost` that it will not go on. Steps before `furthest` count as
    reached even where no date of theirs is known.
    """

    dates: tuple[date | None, ...]
    furthest: int
    lost: bool = False
    group: str = ""


@dataclass(frozen=True)
class Step:
    """One step of the funnel. `days` is the median from the step before, over the `timed` journeys that tell both dates."""

    reached: int
    lost: int
    waiting: int
    days: Decimal | None
    timed: int
    share: Decimal | None

    @property
    def lapse_rate(self) -> Decimal | None:
        """The share of those that came here and were lost here."""
        return Decimal(self.lost) / self.reached if self.reached else None


def funnel(journeys: Sequence[Journey], steps: int) -> list[Step]:
    """The steps in order; at each, reached = lost + waiting + reached at the next one. Raises ValueError for a wrong length."""
    if any(len(journey.dates) != steps or not 0 <= journey.furthest < steps for journey in journeys):
        raise ValueError(f"a journey has {steps} dates and ends at one of {steps} steps")
    found: list[Step] = []
    for number in range(steps):
        here = [journey for journey in journeys if journey.furthest >= number]
        ends = [journey for journey in here if journey.furthest == number]
        days = _days(here, number)
        before = found[-1].reached if found else 0
        lost = sum(journey.lost for journey in ends)
        found.append(
            Step(
                reached=len(here),
                lost=lost,
                waiting=len(ends) - lost,
                days=Decimal(str(median(days))) if days else None,
                timed=len(days),
                share=Decimal(len(here)) / before if before else None,
            )
        )
    return found


def _days(journeys: Sequence[Journey], number: int) -> list[int]:
    if not number:
        return []
    pairs = [(journey.dates[number - 1], journey.dates[number]) for journey in journeys]
    return [(after - before).days for before, after in pairs if before and after and after >= before]
