"""What the words of `duikou report` mean; anything not understood is refused by name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from duikou.engines.documents import DocumentError, render
from duikou.ledger import asking
from duikou.ledger.command import WrongInputError
from duikou.ledger.models import Record
from duikou.regions.models import Pairing
from duikou.reports.actions import ask
from duikou.reports.desk import desk_of
from duikou.reports.genres import GENRES, compose
from duikou.reports.models import Report, ReportTemplate
from duikou.reports.writing import FORMS


def write(options: Mapping[str, Any]) -> str:
    """Write the paper that the options ask for into the file they name; returns what was written."""
    path: Path = options["output"]
    form = path.suffix.lower().lstrip(".")
    if form not in FORMS:
        raise WrongInputError(f"--output {path}: ends in none of {', '.join('.' + form for form in FORMS)}")
    if not path.parent.is_dir():
        raise WrongInputError(f"--output {path}: there is no folder {path.parent}")
    day = asking.day("--as-of", options["as_of"]) or timezone.localdate()
    report = _report(options, day)
    try:
        document = compose(desk_of(report))
        content = render(document, form, created_at=datetime(day.year, day.month, day.day))  # type: ignore[arg-type]
        path.write_bytes(content)
    except (ValidationError, DocumentError) as error:
        raise WrongInputError("; ".join(getattr(error, "messages", [str(error)]))) from None
    except OSError as error:
        raise WrongInputError(f"--output {path}: {error.strerror}") from None
    return f"{path}: {document.title}, {len(content)} bytes"


def _report(options: Mapping[str, Any], day: date) -> Report:
    pairing = asking.pairing(options["pairing"])
    name = options["name"]
    template = ReportTemplate.objects.live().filter(pairing=pairing, title=name).order_by("created_at").last()
    if name not in GENRES and template is None:
        raise WrongInputError(f"{name}: no such report; known are {', '.join(GENRES)} and the titles of templates")
    if name == Report.Genre.TEMPLATE:
        raise WrongInputError(f"{name}: give the title of the template instead")
    about = _about(name, options["about"], pairing) if name in GENRES else None
    genre = name if name in GENRES else Report.Genre.TEMPLATE.value
    try:
        return ask(
            genre,
            as_of=day,
            pairing=pairing,
            basis=options["basis"],
            of_side=options.get("side") or "",
            about=about,
            template=template,
        )
    except ValidationError as error:
        raise WrongInputError(f"{name}: {' '.join(error.messages)} Name it with --about") from None


def _about(genre: str, title: str | None, pairing: Pairing) -> Record | None:
    """The record of that title that a paper of this kind can be about."""
    kind = GENRES[genre]
    if title is None:
        return None
    if kind.about is None:
        raise WrongInputError(f"--about {title}: {genre} is about the whole cooperation; leave it out")
    rows: Any = kind.about._default_manager
    found = list(rows.counted().filter(pairing=pairing, title__contains=title).order_by("title")[:6])
    exact = [one for one in found if one.title == title]
    if len(exact or found) != 1:
        names = ", ".join(one.title for one in found) or "none"
        raise WrongInputError(f"--about {title}: has to name one record exactly; found {names}")
    return (exact or found)[0]  # type: ignore[no-any-return]
