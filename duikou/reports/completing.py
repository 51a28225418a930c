"""Forms from above: received, their blanks mapped once to figures, filled for a day, renewed with what was mapped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from duikou.accounts.actor import Actor
from duikou.engines import blanks as engine
from duikou.engines.blanks import Blank, BlankError
from duikou.engines.documents.compose import chinese_date
from duikou.engines.quantities import Quantity, plain
from duikou.ledger import storage
from duikou.ledger.actions import keep_file
from duikou.ledger.discovery import figures
from duikou.ledger.figure import Reading
from duikou.ledger.history import insert_all, keep
from duikou.reports.models import TEXTS, AskedBlank, AskedForm, Filling

FORMS = ("xlsx", "docx")
# Units that a form may ask in with those of the figures that can answer; a unit not named is a count of things.
ANSWERS = {
    "元": {"CNY"}, "吨": {"t", "t/year"}, "平方米": {"m2"}, "平方公里": {"km2"}, "人": {"person"}, "人次": {"person", "visit"},
    "%": {"percent"},
}  # fmt: skip
SCALE_WORDS = str.maketrans("", "", "千万亿")
MEASURED = {"CNY", "t", "t/year", "m2", "km2", "percent"}
TEXT_WORDS = {"@office": ("填报单位", "报送单位", "单位名称"), "@day": ("填报日期", "填报时间", "报送日期", "截至日期")}
WORDS = {"approx": "约", "below": "近"}


@dataclass(frozen=True)
class Said:
    """What a clerk says a blank asks for."""

    key: str
    period: str = "total"
    basis: str = "reported"
    where: tuple[tuple[str, str], ...] = ()


def receive(content: bytes, name: str, *, by: Actor, title: str = "", asked_by: str = "") -> AskedForm:
    """Keep a form and its blanks; a blank with the words of one that was mapped before takes that mapping over."""
    by.require("papers")
    if by.unit is None:
        raise PermissionDenied(_("Only a member of a unit may enter records."))
    found = _blanks_in(content, name)
    with transaction.atomic():
        file = keep_file(by=by, name=name, content=content)
        asked = AskedForm(
            pairing=by.pairing, side=by.side, unit=by.unit, title=title.strip()[:200] or name.rpartition(".")[0][:200],
            asked_by=asked_by.strip()[:100], file=file,
        )  # fmt: skip
        keep(asked, by=by, verb="enter")
        insert_all(_mapped_before(found, asked), by=by, verb="enter")
    return asked


def renew(asked: AskedForm, content: bytes, name: str, *, by: Actor) -> AskedForm:
    """A new edition of the form: blanks with the same words keep their figure, the old ones leave."""
    _require_own(asked, by)
    found = _blanks_in(content, name)
    with transaction.atomic():
        asked.file = keep_file(by=by, name=name, content=content)
        keep(asked, by=by, verb="amend", reason=_("new edition"))
        fresh = _mapped_before(found, asked)
        for blank in asked.blanks.filter(trashed_at__isnull=True):
            blank.trashed_at = by.at
            keep(blank, by=by, verb="trash", reason=_("new edition"))
        insert_all(fresh, by=by, verb="enter")
    return asked


def _blanks_in(content: bytes, name: str) -> list[Blank]:
    form = name.rpartition(".")[2].lower()
    if form not in FORMS:
        raise ValidationError(_("“%(name)s” is neither .xlsx nor .docx; save it as one of them.") % {"name": name})
    try:
        return engine.find(content, form)
    except BlankError as error:
        raise ValidationError(str(error)) from error


def _mapped_before(found: Sequence[Blank], asked: AskedForm) -> list[AskedBlank]:
    """The blanks as rows; the mapping of the latest blank with the same words comes along."""
    known = AskedBlank.objects.filter(asked__pairing=asked.pairing, asked__side=asked.side).exclude(key="")
    latest = {(blank.row, blank.column): blank for blank in known.order_by("created_at", "id")}
    rows = []
    for number, blank in enumerate(found, 1):
        row = AskedBlank(
            asked=asked, place=blank.place, number=number, row=blank.row[:300], column=blank.column[:300],
            wanted_unit=blank.unit, shown=blank.shown[:40], period=engine.period_in(blank.label),
        )  # fmt: skip
        before = latest.get((row.row, row.column))
        if before:
            row.key, row.period, row.basis, row.where = before.key, before.period, before.basis, before.where
        rows.append(row)
    return rows


def map_blanks(asked: AskedForm, wanted: Mapping[str, Said], *, by: Actor) -> int:
    """Say which figure answers which blank, all or none; returns how many changed."""
    _require_own(asked, by)
    changed, wrong = [], []
    for blank in asked.blanks.filter(trashed_at__isnull=True, pk__in=wanted):
        said = wanted[str(blank.pk)]
        new = (said.key, said.period, said.basis, dict(said.where) if said.key else {})
        if new == (blank.key, blank.period, blank.basis, blank.where):
            continue
        blank.key, blank.period, blank.basis, blank.where = new
        try:
            blank.full_clean(exclude=["asked", "where"])
        except ValidationError as error:
            wrong += error.messages
        changed.append(blank)
    if wrong:
        raise ValidationError(wrong)
    with transaction.atomic():
        for blank in changed:
            keep(blank, by=by, verb="amend")
    return len(changed)


def complete(asked: AskedForm, as_of: date, *, by: Actor) -> Filling:
    """Fill the form with the figures of a day; filling it again with the same figures gives the same filling."""
    _require_own(asked, by)
    with override("zh-hans"):
        answers = answers_of(asked, as_of)
    values = {answer.blank.place: answer.value for answer in answers if answer.value is not None}
    try:
        content = engine.fill(storage.path_of(asked.file.sha256).read_bytes(), asked.form, values)
    except BlankError as error:
        raise ValidationError(str(error)) from error
    stated = [answer.as_data() for answer in answers]
    with transaction.atomic():
        name = f"{asked.title[:150]} {as_of}.{asked.form}"
        file = keep_file(by=by, name=name, content=content)
        same = asked.fillings.filter(as_of=as_of, file=file).first()
        if same and same.values == stated:
            return same
        filling = Filling(asked=asked, as_of=as_of, file=file, values=stated)
        keep(filling, by=by, verb="enter")
    return filling


def drop(asked: AskedForm, *, by: Actor) -> None:
    """Take a form off the list; what was filled stays in the history."""
    _require_own(asked, by)
    if asked.trashed_at is None:
        asked.trashed_at = by.at
        keep(asked, by=by, verb="trash")


@dataclass(frozen=True)
class Answer:
    """What a blank gets: the value as it is written, the ledger's own, and why it is empty or not exact."""

    blank: AskedBlank
    value: Decimal | str | None
    held: Quantity | None
    why: str = ""

    @property
    def text(self) -> str:
        return "" if self.value is None else plain(self.value) if isinstance(self.value, Decimal) else self.value

    def as_data(self) -> dict[str, str]:
        blank = self.blank
        return {"place": blank.place, "shown": blank.shown, "label": str(blank), "key": blank.key, "value": self.text,
                "why": self.why}  # fmt: skip


def answers_of(asked: AskedForm, as_of: date) -> list[Answer]:
    """Every blank with its value on a day; each figure is read once for each scope."""
    read: dict[tuple[Any, ...], Reading] = {}
    return [_answer(blank, asked, as_of, read) for blank in asked.blanks.filter(trashed_at__isnull=True)]


def _answer(blank: AskedBlank, asked: AskedForm, as_of: date, read: dict[tuple[Any, ...], Reading]) -> Answer:
    if blank.key in TEXTS:
        return Answer(blank, asked.unit.name if blank.key == "@office" else chinese_date(as_of), None)
    if not blank.key or blank.key not in figures():
        return Answer(blank, None, None, _("no figure chosen"))
    asked_for = (blank.key, blank.period, blank.basis, tuple(sorted(blank.where.items())))
    if asked_for not in read:
        read[asked_for] = figures()[blank.key].read(blank.scope(asked.pairing, as_of))
    held = read[asked_for].value
    if held is None:
        return Answer(blank, None, None, _("nothing reported"))
    vague = "" if held.qualifier == "exact" else _("not exact in the ledger")
    return Answer(blank, written(_scaled(held, blank), asked.form), held, vague)


def _scaled(held: Quantity, blank: AskedBlank) -> Quantity:
    """In the unit that the form asks for, to four places."""
    factor = engine.scale_in(blank.wanted_unit)
    low, high = (None if value is None else _exact(value / factor) for value in (held.low, held.high))
    return Quantity(low or Decimal(0), high, held.qualifier)


def _exact(value: Decimal) -> Decimal:
    return Decimal(plain(value.quantize(Decimal("0.0001"))))


def written(held: Quantity, form: str) -> Decimal | str:
    """A number for a sheet, which counts on with it; in a sentence the qualifier stands by it. A range is text in both."""
    if held.high is not None:
        return f"{plain(held.low)}至{plain(held.high)}"
    if form == "xlsx" or held.qualifier == "exact":
        return held.low
    return f"{WORDS.get(held.qualifier, '')}{plain(held.low)}{'余' if held.qualifier == 'at_least' else ''}"


def candidates(unit: str) -> dict[str, str]:
    """The figures that can answer in this unit, with the words by which they are known."""
    bare = unit.translate(SCALE_WORDS)
    with override("zh-hans"):
        found = {key: (figure.unit, str(figure.label)) for key, figure in figures().items()}
    if bare in ANSWERS:
        return {key: words for key, (own, words) in found.items() if own in ANSWERS[bare]}
    return {key: words for key, (own, words) in found.items() if not unit or own not in MEASURED}


def proposals(rows: Iterable[AskedBlank]) -> dict[str, list[str]]:
    """For each blank the figures it probably asks for, by the words beside it."""
    by_unit: dict[str, dict[str, str]] = {}
    found = {}
    for blank in rows:
        texts = [key for key, words in TEXT_WORDS.items() if any(word in blank.row for word in words)]
        known = by_unit.setdefault(blank.wanted_unit, candidates(blank.wanted_unit))
        found[str(blank.pk)] = [*texts, *engine.propose((blank.row, blank.column), known)]
    return found


def side_in(asked: AskedForm, label: str) -> str:
    """The part of a figure that the words ask for where they name one of the cities."""
    return next((f"side={side}" for side in ("a", "b") if asked.pairing.side_name(side) in label), "")


def _require_own(asked: AskedForm, by: Actor) -> None:
    by.require("papers")
    if asked.pairing_id != by.pairing.pk or asked.side != by.side:
        raise PermissionDenied(_("The form belongs to another office."))
