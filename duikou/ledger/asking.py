"""What the words of `duikou figures` mean: pairing, dates, basis, keys; anything not understood is refused by name."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from duikou.ledger.command import WrongInputError
from duikou.ledger.discovery import figures, registers
from duikou.ledger.figure import AnyFigure, Scope
from duikou.ledger.register import Register
from duikou.regions.models import Pairing


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--pairing", help="short name of the pairing; needed when there is more than one")
    parser.add_argument("--as-of", help="business date, YYYY-MM-DD (today)")
    parser.add_argument("--known-at", help="moment of knowledge, ISO 8601 (now)")
    parser.add_argument("--from", dest="start", help="first day of a window")
    parser.add_argument("--to", dest="end", help="last day of a window")
    parser.add_argument("--basis", choices=["reported", "agreed"], default="reported")
    parser.add_argument("--key", action="append", default=[], help="a figure's key; may be repeated")
    parser.add_argument("--by", help="split by this dimension only")
    parser.add_argument("--engine", choices=["db"], default="db", help="where the figures run")
    parser.add_argument("--format", choices=["json", "table"], help="table on a terminal, else json")


def understood(options: Mapping[str, Any]) -> tuple[list[AnyFigure], Scope, datetime | None]:
    wanted = _wanted(options["key"])
    if options["by"] and not any(options["by"] in figure.dimensions for figure in wanted):
        known = sorted({name for figure in wanted for name in figure.dimensions})
        raise WrongInputError(f"--by {options['by']}: no such dimension; known are {', '.join(known) or 'none'}")
    scope = Scope(
        pairing(options["pairing"]),
        day("--as-of", options["as_of"]) or timezone.localdate(),
        options["basis"],
        day("--from", options["start"]),
        day("--to", options["end"]),
    )
    return wanted, scope, _moment(options["known_at"])


def _wanted(keys: list[str]) -> list[AnyFigure]:
    unknown = [key for key in keys if key not in figures()]
    if unknown:
        raise WrongInputError(f"--key {unknown[0]}: no such figure; docs/figures.md lists them")
    return [figures()[key] for key in keys] or list(figures().values())


def register(name: str) -> Register:
    if name not in registers():
        raise WrongInputError(f"{name}: no such register; known are {', '.join(registers())}")
    return registers()[name]


def pairing(slug: str | None) -> Pairing:
    known = list(Pairing.objects.all())
    real = [one for one in known if not one.synthetic] or known
    if slug is None and len(real) == 1:
        return real[0]
    for one in known:
        if one.slug == slug:
            return one
    names = ", ".join(one.slug for one in known) or "none; load one with: duikou demo --no-serve"
    raise WrongInputError(f"--pairing {slug or '(missing)'}: known are {names}")


def day(option: str, text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise WrongInputError(f"{option} {text}: not a date; write YYYY-MM-DD") from None


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        raise WrongInputError(f"--known-at {text}: not a moment; write 2026-01-31T12:00 or with a zone") from None
    return timezone.make_aware(moment) if moment and timezone.is_naive(moment) else moment


def table(data: Mapping[str, Any]) -> str:
    """The figures as aligned text for a terminal."""
    lines = [f"{data['pairing']}  as of {data['as_of']}  ({data['basis']})"]
    for figure in data["figures"]:
        held = figure["value"]
        shown = "–" if held is None else "–".join(held) if isinstance(held, list) else held
        words = "" if figure["qualifier"] in (None, "exact") else figure["qualifier"]
        lines.append(f"{figure['key']:<40}{shown:>16} {figure['unit']:<10}{words}")
    return "\n".join(lines)
