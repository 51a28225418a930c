"""Figures: declared once, computed from the same queryset that lists their records, as of any date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, DecimalField, F, Model, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce, TruncMonth
from django.utils.functional import Promise

from duikou.engines.quantities import Quantity, combine
from duikou.ledger.lookup import balances_of, rules_of
from duikou.ledger.models import CountingRule, OpeningBalance, State
from duikou.regions.models import Pairing

Text = str | Promise
Rows = Callable[[], QuerySet[Any]]
ZERO = Decimal(0)


@dataclass(frozen=True)
class Scope:
    """What a figure is asked for: whose, until when, on whose word, in which window, of which part."""

    pairing: Pairing
    as_of: date
    basis: str = "reported"
    start: date | None = None
    end: date | None = None
    where: Mapping[str, str] = field(default_factory=dict)

    @property
    def states(self) -> list[str]:
        return [State.AGREED] if self.basis == "agreed" else [State.REPORTED, State.AGREED, State.DISPUTED]

    @property
    def last_day(self) -> date:
        return min(self.as_of, self.end) if self.end else self.as_of


@dataclass(frozen=True)
class Measure:
    """What is added up: records, or a quantity field of theirs (blank quantities are no zeros and do not count)."""

    of: str = ""

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(**{f"{self.of}__isnull": False}) if self.of else rows

    def sums(self) -> dict[str, Any]:
        if not self.of:
            return {"records": Count("pk"), "low": Count("pk"), "high": Count("pk")}
        high = Sum(Coalesce(F(f"{self.of}_high"), F(self.of), output_field=DecimalField()))
        return {"records": Count("pk"), "low": Sum(self.of), "high": high}

    def qualifier(self) -> Any:
        return F(f"{self.of}_qualifier") if self.of else Value("exact")


@dataclass(frozen=True)
class Dimension:
    """A way to split a figure: the path of a field of its rows, or another figure that holds the split."""

    path: str
    label: Text
    figure: str = ""


@dataclass(frozen=True)
class Part:
    """One value of a dimension and the figure for it."""

    value: str
    label: str
    reading: Reading


@dataclass(frozen=True)
class Reading:
    """A figure's value with its coverage. `value` is None where nothing was reported: blank is not zero."""

    value: Quantity | None = None
    period: str = ""
    itemised: Decimal = ZERO
    carried: Decimal = ZERO
    agreed: Decimal = ZERO
    one_sided: Decimal = ZERO
    disputed: Decimal = ZERO
    records: int = 0
    rule_version: str = "1"
    exceeds: bool = False

    @property
    def coverage(self) -> list[tuple[str, Decimal]]:
        return [("agreed", self.agreed), ("one_sided", self.one_sided), ("disputed", self.disputed)]


@dataclass(frozen=True)
class Figure:
    """A number the cooperation publishes.

    `rows` gives the records, `date` the field that places a record in time, `measure` what is added up, `dimensions`
    how it may be split; `definition` is the rule in words (口径). `rows` None means that only opening balances carry
    the figure so far. `yearly` figures start anew each year and show their latest reported year.
    """

    key: str
    label: Text
    definition: Text
    unit: str
    rows: Rows | None = None
    date: str = "happened_on"
    measure: Measure = Measure()
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)
    yearly: bool = False
    rule_version: str = "1"

    @property
    def area(self) -> str:
        return self.key.partition(".")[0]

    def records(self, scope: Scope) -> QuerySet[Any]:
        """The records that the value of `scope` counts: value and drill-through share this queryset."""
        if self.rows is None:
            return OpeningBalance.objects.none()
        scope = self._with_year(scope)
        rows = self._counted(self.rows(), scope).filter(**{f"{self.date}__lte": scope.last_day})
        if scope.start:
            rows = rows.filter(**{f"{self.date}__gte": scope.start})
        rows = rows.filter(**{self.dimensions[name].path: value for name, value in scope.where.items()})
        return self._ruled(self.measure.narrow(rows), self.rule(scope))

    def _counted(self, rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
        """The live rows that the basis asks for.

        The kind is named though the model says it, and the states are told by the one that is left out: so the index of
        the register leads to these rows past all other kinds, and not that of the two keys through the whole ledger.
        """
        rows = rows.filter(pairing=scope.pairing, kind=rows.model.kind_name(), trashed_at=None, same_as=None)
        return rows.filter(state=State.AGREED) if scope.basis == "agreed" else rows.exclude(state=State.DRAFT)

    def rule(self, scope: Scope) -> CountingRule | None:
        """The counting rule in force at the scope's date; None is the definition alone."""
        in_force = [rule for rule in rules_of(self.key) if rule.valid_from <= scope.as_of]
        return in_force[-1] if in_force else None

    def _ruled(self, rows: QuerySet[Any], rule: CountingRule | None) -> QuerySet[Any]:
        if rule is None:
            return rows
        for name, values in rule.only.items():
            rows = rows.filter(**{f"{self.dimensions[name].path}__in": values})
        for name, values in rule.exclude.items():
            rows = rows.exclude(**{f"{self.dimensions[name].path}__in": values})
        window = {f"{self.date}__gte": rule.window_from, f"{self.date}__lte": rule.window_to}
        return rows.filter(**{name: day for name, day in window.items() if day})

    def balances(self, scope: Scope) -> list[OpeningBalance]:
        """The opening balances that the value of `scope` carries: the latest per part and period."""
        found = [
            balance
            for balance in balances_of(self.key, scope.pairing)
            if balance.state in scope.states and balance.happened_on <= scope.last_day
        ]
        scope = self._with_year(scope)
        latest: dict[str, OpeningBalance] = {}
        for balance in found:
            if self._covers(balance, scope):
                latest[str(sorted(balance.dimensions.items()))] = balance
        return _for_part(list(latest.values()), scope.where)

    def _covers(self, balance: OpeningBalance, scope: Scope) -> bool:
        if self.yearly:
            return bool(scope.start) and balance.period == str(scope.start.year)  # type: ignore[union-attr]
        return scope.start is None

    def _with_year(self, scope: Scope) -> Scope:
        """For a yearly figure without a window: the latest year in which something was reported."""
        if not self.yearly or scope.start:
            return scope
        year = self._latest_year(scope)
        return replace(scope, start=date(year, 1, 1), end=date(year, 12, 31)) if year else scope

    def _latest_year(self, scope: Scope) -> int | None:
        years = [
            int(balance.period[:4])
            for balance in balances_of(self.key, scope.pairing)
            if balance.period and balance.state in scope.states and balance.happened_on <= scope.as_of
        ]
        if self.rows is not None:
            rows = self.measure.narrow(self._counted(self.rows(), scope)).filter(**{f"{self.date}__lte": scope.as_of})
            last = rows.order_by(f"-{self.date}").values_list(self.date, flat=True).first()
            years += [last.year] if last else []
        return max(years, default=None)

    def read(self, scope: Scope) -> Reading:
        """Value and coverage for a scope."""
        balances = self.balances(scope)
        groups = self._groups(scope, balances) if self.rows is not None else []
        period = str(self._with_year(scope).start.year) if self.yearly and (balances or groups) else ""  # type: ignore[union-attr]
        rule = self.rule(scope)
        return replace(
            reading_of(groups, balances), period=period, rule_version=rule.version if rule else self.rule_version
        )

    def _groups(self, scope: Scope, balances: list[OpeningBalance], *by: str) -> list[dict[str, Any]]:
        inside: Any = Value(False)
        if balances:
            day = max(balance.happened_on for balance in balances)
            inside = Case(When(**{f"{self.date}__lte": day}, then=Value(True)), default=Value(False))
        rows = self.records(scope).annotate(in_balance=inside, vague=self.measure.qualifier()).order_by()
        # Grouping by an expression keeps SQLite from walking the whole record table in the order of its state index.
        rows = rows.annotate(held=Coalesce(F("state"), Value("")))
        return list(rows.values("held", "in_balance", "vague", *by).annotate(**self.measure.sums()))

    def split(self, scope: Scope, name: str) -> list[Part]:
        """The figure for each value of a dimension, largest first."""
        dimension = self.dimensions[name]
        if dimension.figure:
            from duikou.ledger.discovery import figures

            other = figures()[dimension.figure]
            return other.split(scope, name)
        groups: dict[str, list[dict[str, Any]]] = {}
        everything = self.balances(scope)
        for group in self._groups(scope, everything, dimension.path) if self.rows is not None else []:
            groups.setdefault(_key(group[dimension.path]), []).append(group)
        balances = self._balances_by(scope, name)
        parts = [
            Part(value, self.label_of(name, value), reading_of(groups.get(value, []), balances.get(value, [])))
            for value in {*groups, *balances} - {""}
        ]
        return sorted(parts, key=lambda part: (-(part.reading.value.low if part.reading.value else ZERO), part.label))

    def _balances_by(self, scope: Scope, name: str) -> dict[str, list[OpeningBalance]]:
        found: dict[str, list[OpeningBalance]] = {}
        path = self.dimensions[name].path
        for same in [other for other, dimension in self.dimensions.items() if dimension.path == path]:
            for balance in self.balances(replace(scope, where={**scope.where, same: "*"})):
                found.setdefault(balance.dimensions[same], []).append(balance)
        return found

    def by_month(self, scope: Scope) -> dict[str, Decimal]:
        """What the records of the scope add up to in each month ("2026-11"); opening balances have no month."""
        rows = self.records(scope).annotate(month=TruncMonth(self.date)).order_by().values("month")
        return {f"{row['month']:%Y-%m}": Decimal(row["low"]) for row in rows.annotate(**self.measure.sums())}

    def label_of(self, name: str, value: str) -> str:
        """What people read for a value of a dimension: the choice's words where the field has choices."""
        if self.rows is None:
            return value
        model: type[Model] = self.rows().model
        *path, last = self.dimensions[name].path.split("__")
        for step in path:
            if not model._meta.get_field(step).is_relation:
                return value  # a part of a date
            model = model._meta.get_field(step).related_model  # type: ignore[assignment]
        return str(dict(getattr(model._meta.get_field(last), "flatchoices", [])).get(value, value))


@dataclass(frozen=True)
class Ratio:
    """A rate in percent: one figure over another; null when the denominator is nothing or zero.

    Over several places it is the sum of numerators over the sum of denominators, never a mean of rates.
    """

    key: str
    label: Text
    definition: Text
    numerator: str
    denominator: str
    unit: str = "percent"
    rule_version: str = "1"

    @property
    def area(self) -> str:
        return self.key.partition(".")[0]

    def parts(self) -> tuple[Figure, Figure]:
        from duikou.ledger.discovery import figures

        return figures()[self.numerator], figures()[self.denominator]  # type: ignore[return-value]

    @property
    def dimensions(self) -> Mapping[str, Dimension]:
        above, below = self.parts()
        return {name: dimension for name, dimension in below.dimensions.items() if name in above.dimensions}

    def read(self, scope: Scope) -> Reading:
        return self.share(*(figure.read(scope) for figure in self.parts()))

    def share(self, above: Reading, below: Reading) -> Reading:
        """The rate that two readings give."""
        if above.value is None or below.value is None or not below.value.low:
            return Reading()
        share = (above.value.low * 100 / below.value.low).quantize(Decimal("0.1"))
        vague = combine([above.value.qualifier, below.value.qualifier])
        return Reading(Quantity(share, None, "approx" if vague == "range" else vague), records=above.records)

    def records(self, scope: Scope) -> QuerySet[Any]:
        return self.parts()[0].records(scope)

    def balances(self, scope: Scope) -> list[OpeningBalance]:
        return [balance for figure in self.parts() for balance in figure.balances(scope)]

    def split(self, scope: Scope, name: str) -> list[Part]:
        above = {part.value: part.reading for part in self.parts()[0].split(scope, name)}
        return [
            Part(part.value, part.label, self.share(above[part.value], part.reading))
            for part in self.parts()[1].split(scope, name)
            if part.value in above
        ]


AnyFigure = Figure | Ratio


def _key(value: object) -> str:
    return "" if value is None else str(value)


def _for_part(balances: list[OpeningBalance], where: Mapping[str, str]) -> list[OpeningBalance]:
    """The balances that speak of exactly this part ("*" is any value); without one for the whole, those of its parts."""

    def fits(balance: OpeningBalance) -> bool:
        held = balance.dimensions
        return held.keys() == where.keys() and all(want in ("*", held[name]) for name, want in where.items())

    exact = [balance for balance in balances if fits(balance)]
    if exact or where:
        return exact
    first = next((set(balance.dimensions) for balance in balances), set())
    return [balance for balance in balances if set(balance.dimensions) == first]


def reading_of(groups: Iterable[dict[str, Any]], balances: list[OpeningBalance]) -> Reading:
    """Add up groups of records and the balances they partly itemise: value = carried + itemised."""
    groups = list(groups)
    if not groups and not balances:
        return Reading()
    by_state: dict[str, Decimal] = {}
    low, high, inside, records = ZERO, ZERO, ZERO, 0
    for group in groups:
        amount = Decimal(group["low"])
        by_state[group["held"]] = by_state.get(group["held"], ZERO) + amount
        low, high, records = low + amount, high + Decimal(group["high"]), records + group["records"]
        inside += amount if group["in_balance"] else ZERO
    total = sum((balance.value for balance in balances), ZERO)
    carried = max(total - inside, ZERO)
    for balance in balances:
        share = carried * balance.value / total if total else ZERO
        by_state[balance.state] = by_state.get(balance.state, ZERO) + share
    spread = sum(((b.value_high or b.value) - b.value for b in balances), ZERO) if carried else ZERO  # type: ignore[attr-defined]
    qualifier = combine([g["vague"] for g in groups] + [b.value_qualifier for b in balances if carried])  # type: ignore[attr-defined]
    value = _quantity(low + carried, high + carried + spread, qualifier)
    return Reading(
        value, itemised=low, carried=carried, agreed=by_state.get(State.AGREED, ZERO),
        one_sided=by_state.get(State.REPORTED, ZERO), disputed=by_state.get(State.DISPUTED, ZERO),
        records=records, exceeds=inside > total > ZERO,
    )  # fmt: skip


def _quantity(low: Decimal, high: Decimal, qualifier: str) -> Quantity:
    if qualifier == "range" and high > low:
        return Quantity(low, high, "range")
    return Quantity(low, None, "approx" if qualifier == "range" else qualifier)
