from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from duikou.engines.checking.lists import of_lists
from duikou.engines.checking.mentions import evened, mentions
from duikou.engines.checking.model import Conflict, Span
from duikou.engines.checking.namings import of_names
from duikou.engines.checking.rates import of_rates
from duikou.engines.checking.references import of_references
from duikou.engines.checking.rolls import of_rolls
from duikou.engines.checking.series import of_series
from duikou.engines.checking.statuses import of_statuses
from duikou.engines.checking.sums import of_signings, of_states, of_sums
from duikou.engines.checking.times import of_dates
from duikou.engines.checking.values import of_phrases, of_things
from duikou.engines.reading import Found, read_dates


def conflicts(text: str, found: Sequence[Found], published: date | None = None) -> list[Conflict]:
    """Everything within a text that cannot hold together, in reading order; one finding for each set of places."""
    whole, text = text, evened(text)
    dates = read_dates(text, published)
    every = mentions(text, found, dates, published.year if published else None)
    said = [
        *of_things(text, every), *of_references(text, every), *of_series(text, every), *of_rolls(text, every), *of_phrases(every), *of_lists(text, every), *of_sums(text, every),
        *of_signings(every), *of_states(every), *of_rates(text, every), *of_dates(text, dates, published), *of_names(text),
        *of_statuses(text, dates),
    ]  # fmt: skip
    return sorted(
        _once([_quoting(whole, one) for one in said]), key=lambda one: min(span.char_start for span in one.spans)
    )


def _quoting(text: str, one: Conflict) -> Conflict:
    """The conflict with its quotes as the text has them."""
    places = [(span.char_start, span.char_end) for span in one.spans]
    return replace(one, spans=tuple(Span(start, end, text[start:end]) for start, end in places))


def _once(said: Sequence[Conflict]) -> list[Conflict]:
    """Without what another finding of the same kind already says of the same places."""
    kept: list[Conflict] = []
    known: dict[tuple[str, int, int], int] = {}
    for one in said:
        places = [(one.kind, span.char_start, span.char_end) for span in one.spans]
        if len({known.get(place, -1) for place in places}) == 1 and places[0] in known:
            continue
        for place in places:
            known.setdefault(place, len(kept))
        kept.append(one)
    return kept
