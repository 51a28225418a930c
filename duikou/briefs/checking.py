"""A text against the ledger: each quantity is confirmed, differs, has another scope or is not recorded; and against itself."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Final

from django.utils.translation import override

from duikou.briefs.claims import Claim, Claims, claims, pairs, records_of, same_unit, words
from duikou.briefs.wording import proposed, shown
from duikou.engines.checking import CLAUSE, HARD, Breaks, Mention, Span, band, conflicts, evened, held, mentions
from duikou.engines.quantities import Quantity, plain
from duikou.engines.reading import DateFound, Found, read_dates, read_quantities
from duikou.ledger.discovery import figures
from duikou.ledger.figure import Reading, Scope
from duikou.regions.models import Pairing

Tell = Callable[[int, int], None]
STEP: Final = 500  # numbers judged between two words about the progress
AROUND: Final = 40  # characters of the sentence beside a number that may say what it counts
LIKELY: Final = 0.3  # share of a phrase that the text must use before an equal value counts as confirmed
SURE: Final = 0.75  # the same before a different value is called a mismatch
PLAIN: Final = 3.0  # how telling the shared words have to be for a mismatch
PARAGRAPH: Final = 150  # characters before a number in which the project it belongs to may be named
CLAUSE_WORTH: Final = 0.6  # of words in the clause of a number, but not beside it
FAR: Final = 0.25  # of words in the rest of the sentence
STRONGER: Final = 2.5  # a figure that the words fit so much better is meant, though another has the value
MOST_READINGS: Final = 200  # figures read anew for other days, for one text
COUNTED_ON: Final = ("meeting", "visit", "event")  # the fifth conference says that there were five
CHANGED: Final = re.compile(r"增加|增长|减少|下降|提高|同比|环比|平均|人均|户均|比上年|净增|新增")
PLANNED: Final = re.compile(r"规划|计划|预计|意向|展厅")
CUMULATED: Final = re.compile(r"以来|截至|截止|累计|自|起")


@dataclass(frozen=True)
class Finding:
    """What is said of one place (or several) of the text; as `duikou check` prints it, with a wording to take over."""

    kind: str
    severity: str
    spans: tuple[Span, ...]
    why: str
    figure: str | None = None
    stated: Any = None
    ledger: Any = None
    records: tuple[str, ...] = ()
    wording: str = ""
    value: Quantity | None = None
    unit: str = ""
    part: str = ""  # of the figure, in words, and how the figure is asked for it
    where: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Fit:
    """How well the words around a number fit a claim."""

    claim: Claim
    phrase: str
    coverage: float
    near: float
    weight: float
    whole: float

    @property
    def rank(self) -> float:
        return self.weight * self.weight / self.whole


def check(
    text: str, pairing: Pairing, *, as_of: date, published: date | None, tell: Tell = lambda done, total: None
) -> list[Finding]:
    """All findings: conflicts inside the text first, then one for each quantity in reading order."""
    found = read_quantities(text, published)
    with override("zh-hans"):
        judge = Judge(text, found, claims(pairing, as_of), published)
        return [*inside(text, found, published), *judge.findings(tell)]


def check_document(text: str, pairing: Pairing, as_of: date, published: date | None) -> list[Finding]:
    """What has to be looked at before one of our own texts is issued: everything but what the ledger confirms."""
    return [one for one in check(text, pairing, as_of=as_of, published=published) if one.kind != "confirmed"]


def inside(text: str, found: Sequence[Found], published: date | None) -> list[Finding]:
    return [
        Finding("internal_conflict", "error" if one.severity == HARD else "warning", one.spans, one.why)
        for one in conflicts(text, found, published)
    ]


class Judge:
    """Holds the numbers of one text against the claims of the ledger."""

    def __init__(self, text: str, found: Sequence[Found], known: Claims, published: date | None) -> None:
        self.text, self.known = evened(text), known
        self.dates = read_dates(self.text, published)
        self.mentions = mentions(self.text, found, self.dates, published.year if published else None)
        self.clauses = Breaks(CLAUSE, self.text)
        self.behind: dict[int, tuple[str, ...]] = {}
        both = [known.pairing.region_a, known.pairing.region_b]
        self.regions = [region for one in both for region in (one, one.parent) if region]
        self.readings: dict[tuple[str, tuple[tuple[str, str], ...], date], Reading] = {}
        self.upto = [one for one in self.dates if one.quote.startswith(("截至", "截止"))]

    def findings(self, tell: Tell = lambda done, total: None) -> list[Finding]:
        found = []
        for number, mention in enumerate(self.mentions, 1):
            found.append(self.judged(mention))
            if number % STEP == 0:
                tell(number, len(self.mentions))
        return found

    def judged(self, mention: Mention) -> Finding:
        if mention.is_change:
            return self._unknown(mention)
        fits = self.fits(mention)
        equal = next((fit for fit in fits if self._likely(fit, mention) and _agrees(mention, fit.claim.value)), None)
        best = fits[0] if fits else None
        meant = bool(best and equal and best.rank > STRONGER * equal.rank)
        meant = meant and (mention.scope.flow or self._sure(best, mention))
        meant = meant and not (equal.claim.whole and equal.claim.key == best.claim.key)  # a list names a part
        if equal and not meant:
            return self._equal(mention, equal)
        if best and self._sure(best, mention):
            return self._different(mention, best)
        return self._unknown(mention)

    def fits(self, mention: Mention) -> list[Fit]:
        """Claims of the unit whose phrases share words with the place, the best first."""
        beside, near, far = self._context(mention)
        touched: dict[int, tuple[Claim, set[str]]] = {}
        for unit in [unit for unit in self.known.units if same_unit(unit, mention.found.unit)]:
            for pair in near | far:
                for claim, phrase in self._posted(unit, pair):
                    touched.setdefault(id(claim), (claim, set()))[1].add(phrase)
        found = [max((self._fit(claim, phrase, beside, near, far) for phrase in phrases), key=lambda fit: fit.rank)
                 for claim, phrases in touched.values()]  # fmt: skip
        return sorted(found, key=lambda fit: (-fit.rank, fit.claim.part, fit.claim.period))

    def _posted(self, unit: str, pair: str) -> Sequence[tuple[Claim, str]]:
        posted = self.known.postings.get((unit, pair), [])
        return posted if len(posted) <= 600 else [one for one in posted if one[0].whole]

    def _fit(self, claim: Claim, phrase: str, beside: frozenset[str], near: frozenset[str], far: frozenset[str]) -> Fit:
        wanted, whole = self.known.wanted[phrase]
        first, second, third = (
            self.known.weight(found)
            for found in (wanted & beside, (wanted & near) - beside, (wanted & far) - near - beside)
        )
        weight = first + CLAUSE_WORTH * second + FAR * third
        return Fit(claim, phrase, (first + second + third) / whole, (first + second) / whole, weight, whole)

    def _context(self, mention: Mention) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """The words right beside a number, those of its clause, and those of its sentence."""
        one = mention.found
        start, end = self.clauses.span(self.clauses.number(one.char_start))
        near = self.text[max(start, one.char_start - AROUND) : min(end, one.char_end + AROUND)]
        lead = re.split(r"[。\n!?;;]", self.text[max(one.char_start - 2 * AROUND, 0) : one.char_start])[-1]
        rest = re.split(r"[。\n!?;;]", self.text[one.char_end : one.char_end + AROUND])[0]
        beside = pairs(mention.before[-AROUND:]) | pairs(mention.after[:AROUND])
        return beside, pairs(near), pairs(lead) | pairs(rest)

    def _likely(self, fit: Fit, mention: Mention) -> bool:
        if fit.claim.of_year and fit.claim.period not in mention.scope.times:
            return False  # that a year had this many is no confirmation where the text names no year
        if mention.found.qualifier == "ordinal" and mention.found.unit not in COUNTED_ON:
            return False
        if mention.scope.flow and not fit.claim.period and fit.near < SURE:
            return False  # what was new in a time is no total
        return fit.coverage >= LIKELY or self.known.units.get(fit.claim.unit) == 1

    def _sure(self, fit: Fit, mention: Mention) -> bool:
        """Whether the text so plainly speaks of this figure that another value is worth a warning."""
        scope = mention.scope
        if fit.claim.of_year and fit.claim.period not in scope.times:
            return False
        if fit.coverage < SURE or fit.weight < PLAIN or fit.near < SURE / 2 or mention.found.qualifier == "ordinal":
            return False
        if scope.planned and not PLANNED.search(fit.phrase + fit.claim.label):
            return False
        if scope.event and not pairs(scope.event) & pairs(fit.phrase):
            return False
        if scope.part or scope.phases or scope.flow or CHANGED.search(mention.before[-12:]):
            return False
        return not [place for place in scope.places if not self._of_the_pairing(place)]

    def _of_the_pairing(self, place: str) -> bool:
        pairing = self.known.pairing
        ours = (pairing.short_a, pairing.short_b, *(region.full_name for region in self.regions))
        return any(place.rstrip("市省") in name or name in place for name in ours)

    def _equal(self, mention: Mention, fit: Fit) -> Finding:
        """The value is in the ledger; whether it is that of the same side and time."""
        claim = fit.claim
        other = self._other_side(mention, claim) or self._other_time(mention, claim)
        if other:
            return self._finding("other_scope", "warning", mention, claim, claim.value, other)
        why = f"台账“{claim.name}”为{_told(claim.value, claim.unit)},与文中一致。"
        if claim.disputed:
            why = f"台账“{claim.label}”(“{claim.part}”)有异议,对方所持数值与文中一致。"
        return self._finding("confirmed", "info", mention, claim, claim.value, why)

    def _other_side(self, mention: Mention, claim: Claim) -> str:
        side = words()["subjects"].get(claim.key)
        said = self._sender(mention) if side else ""
        if not said or said == side:
            return ""
        names = self.known.pairing.side_name(side), self.known.pairing.side_name(said)
        return f"台账“{claim.name}”{_told(claim.value, claim.unit)}是{names[0]}一方的数,文中写的是{names[1]}一方。"

    def _sender(self, mention: Mention) -> str:
        """The side that sends in the sentence of a number: the name last written before the word for sending."""
        start = max(self.text.rfind(end, 0, mention.found.char_start) for end in "。\n;") + 1
        lead = self.text[max(start, mention.found.char_start - 60) : mention.found.char_start]
        found = list(_sending().finditer(lead))
        before = lead[: found[-1].start()] if found else ""
        places = {
            side: before.rfind(name)
            for side, name in (("a", self.known.pairing.short_a), ("b", self.known.pairing.short_b))
        }
        side = max(places, key=lambda key: places[key])
        return side if places[side] >= 0 else ""

    def _other_time(self, mention: Mention, claim: Claim) -> str:
        years = {time for time in mention.scope.times if time.isdigit()}
        held_to = self.known.as_of.isoformat()
        if claim.period and years and claim.period not in years:
            return f"台账“{claim.name}”是{claim.period}年的数,文中写的是{'、'.join(sorted(years))}年。"
        day = self._upto(mention)
        if day and not claim.period and not claim.disputed and day < self.known.as_of:
            earlier = self._read(claim, day)
            if earlier and earlier.value and not _agrees(mention, earlier.value):
                return f"台账“{claim.name}”{_told(claim.value, claim.unit)}是截至{held_to}的数,截至{day}为{_told(earlier.value, claim.unit)}。"
        lead = mention.before + "".join(mention.scope.times)
        if not claim.period and years and max(years) < held_to[:4] and not day and not self._cumulated(mention, lead):
            return f"台账“{claim.name}”{_told(claim.value, claim.unit)}是截至{held_to}的累计数,文中写的是{'、'.join(sorted(years))}年。"
        return ""

    def _cumulated(self, mention: Mention, lead: str) -> bool:
        start = max(mention.found.char_start - 60, 0)
        return bool(CUMULATED.search(self.text[start : mention.found.char_start] + lead))

    def _upto(self, mention: Mention) -> date | None:
        """The day up to which the sentence says a number holds (截至2018年底)."""
        said = [one for one in self.upto if 0 <= mention.found.char_start - one.char_start <= 80]
        return (
            _last_day(said[-1])
            if said and "。" not in self.text[said[-1].char_end : mention.found.char_start]
            else None
        )

    def _read(self, claim: Claim, day: date) -> Reading | None:
        """The figure at another day, read once and not too often."""
        key = (claim.key, claim.where, day)
        if key not in self.readings and len(self.readings) < MOST_READINGS:
            self.readings[key] = figures()[claim.key].read(Scope(self.known.pairing, day, where=dict(claim.where)))
        return self.readings.get(key)

    def _different(self, mention: Mention, fit: Fit) -> Finding:
        """The text speaks of this figure with another value: another part's, year's or side's, or simply wrong."""
        claim = fit.claim
        day = self._upto(mention)
        reading = self._read(claim, day) if day and not claim.period and day < self.known.as_of else None
        if reading and reading.value and _agrees(mention, reading.value):
            why = f"截至{day},台账“{claim.name}”为{_told(reading.value, claim.unit)},与文中一致。"
            return self._finding("confirmed", "info", mention, claim, reading.value, why)
        other = next(
            (one for one in self.known.by_key[claim.key] if one != claim and _agrees(mention, one.value)), None
        )
        if other and self._named(mention, other):
            return self._equal(mention, replace(fit, claim=other))
        if other:
            why = f"台账“{claim.name}”为{_told(claim.value, claim.unit)};文中的数是“{other.name}”的数,请核对口径。"
            return self._finding("other_scope", "warning", mention, claim, claim.value, why, other)
        return self._elsewhere(mention, claim) or self._mismatch(mention, claim, reading)

    def _named(self, mention: Mention, claim: Claim) -> bool:
        """Whether the lines before a number name the part (a project, a county) whose number it is."""
        label, place = pairs(claim.part), mention.found.char_start
        lines = pairs(self.text[max(place - PARAGRAPH, 0) : place + AROUND])
        return bool(label) and len(label & lines) >= SURE * len(label)

    def _elsewhere(self, mention: Mention, claim: Claim) -> Finding | None:
        """The value that the figure had at the end of last year."""
        day = date(self.known.as_of.year - 1, 12, 31)
        earlier = None if claim.period or claim.disputed else self._read(claim, day)
        if earlier and earlier.value and _agrees(mention, earlier.value):
            why = (
                f"文中的数是截至{day}的数;截至{self.known.as_of},台账“{claim.name}”为{_told(claim.value, claim.unit)}。"
            )
            return self._finding("other_scope", "warning", mention, claim, claim.value, why)
        return None

    def _mismatch(self, mention: Mention, claim: Claim, reading: Reading | None) -> Finding:
        value = reading.value if reading and reading.value else claim.value
        why = f"台账“{claim.name}”为{_told(value, claim.unit)},文中为{mention.found.figure},请核对口径和时点。"
        return self._finding("ledger_mismatch", "error", mention, claim, value, why)

    def _finding(
        self,
        kind: str,
        severity: str,
        mention: Mention,
        claim: Claim,
        value: Quantity,
        why: str,
        other: Claim | None = None,
    ) -> Finding:
        records = self._records(other or claim)
        wording = "" if kind == "confirmed" or other else proposed(mention.found, value)
        one = replace(self._unknown(mention), kind=kind, severity=severity, why=why, figure=claim.key)
        told = other or claim
        return replace(one, ledger=_plain(value), records=records, wording=wording, part=told.part, where=told.where)

    def _records(self, claim: Claim) -> tuple[str, ...]:
        if id(claim) not in self.behind:
            self.behind[id(claim)] = records_of(claim, Scope(self.known.pairing, self.known.as_of))
        return self.behind[id(claim)]

    def _unknown(self, mention: Mention) -> Finding:
        one = mention.found
        low, high = one.value if isinstance(one.value, tuple) else (one.value, None)
        why = f"台账中没有与“{one.quote}”对应的记录。"
        qualifier = "range" if high is not None else "exact" if one.qualifier == "ordinal" else one.qualifier
        value = Quantity(low, high, qualifier)
        return Finding("not_recorded", "info", (Span.of(one),), why, None, _plain(value), value=value, unit=one.unit)


@cache
def _sending() -> re.Pattern[str]:
    return re.compile("|".join(words()["sending"]))


def _agrees(mention: Mention, value: Quantity) -> bool:
    if isinstance(mention.found.value, tuple) and value.high is not None:
        return mention.found.value == (value.low, value.high)
    return band(mention.found).meets(held(value))


def _last_day(one: DateFound) -> date | None:
    try:
        parts = [int(part) for part in one.iso.rpartition("/")[2].split("-")]
        month = parts[1] if len(parts) > 1 else 12
        return date(parts[0], month, parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1])
    except ValueError:
        return None


def _told(value: Quantity, unit: str) -> str:
    return shown(value, unit) + words()["measures"].get(unit, "")


def _plain(value: Quantity) -> str | list[str]:
    return plain(value.low) if value.high is None else [plain(value.low), plain(value.high)]


def as_json(finding: Finding) -> dict[str, Any]:
    spans = [{"char_start": one.char_start, "char_end": one.char_end, "quote": one.quote} for one in finding.spans]
    return {
        "kind": finding.kind, "severity": finding.severity, "spans": spans, "figure": finding.figure,
        "stated": finding.stated, "ledger": finding.ledger, "records": list(finding.records), "why": finding.why,
    }  # fmt: skip
