"""What `duikou import` asks for, and the sheet of verdicts that it and the browser give back."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from duikou.accounts.actor import Actor
from duikou.accounts.models import Membership
from duikou.ledger import asking, importing
from duikou.ledger.command import WrongInputError
from duikou.ledger.import_rows import Plan, plan
from duikou.ledger.register import Register


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("register")
    parser.add_argument("file", help="ends in .xlsx, .xls or .csv")
    parser.add_argument("--dry-run", action="store_true", help="judge the rows and write nothing")
    parser.add_argument("--verdicts", type=Path, help="write the sheet again with a verdict column to this .xlsx")
    parser.add_argument("--good-rows", action="store_true", help="take the good rows in, leave the others")
    parser.add_argument("--pairing", help="short name of the pairing")
    parser.add_argument("--user", help="who takes the rows in; a clerk of side A where none is named")


def take_in(register: Register, path: Path, options: Mapping[str, Any]) -> tuple[Plan, bool]:
    """Judge the rows of a file and take them in unless it is a dry run; returns the plan and whether it was done."""
    if not path.is_file():
        raise WrongInputError(f"{path}: no such file")
    by = Actor(_member(options), timezone.now())
    content = path.read_bytes()
    if options["dry_run"]:
        found, run = plan(register, content, path.name, member=by.membership), None
    else:
        run, found = importing.prepare(register, content, path.name, by=by)
    if options["verdicts"]:
        write_verdicts(found, options["verdicts"])
    bad = found.counts["doubtful"] + found.counts["refused"]
    if run is None or (bad and not options["good_rows"]):
        _say_first(found)
        return found, False
    importing.commit(run, found, by=by, good_rows_only=options["good_rows"])
    return found, True


def _say_first(found: Plan) -> None:
    bad = next((verdict for verdict in found.verdicts if verdict.kind in ("doubtful", "refused")), None)
    if bad:
        sys.stderr.write(f"{found.sheet} {bad.cell}: {bad.why}\n")


def _member(options: Mapping[str, Any]) -> Membership:
    pairing = asking.pairing(options["pairing"])
    members = Membership.objects.in_force(timezone.localdate()).filter(pairing=pairing).select_related("user", "unit")
    if options["user"]:
        members = members.filter(user__username=options["user"])
    found = next((member for member in members.order_by("side", "pk") if member.may("enter") and member.unit), None)
    if found is None:
        raise WrongInputError(f"--user {options['user'] or ''}: nobody who may enter records in {pairing.slug}")
    return found


def write_verdicts(found: Plan, target: Path | IO[bytes]) -> None:
    """The sheet as it came with the verdict, the cell at fault and the differences beside each row."""
    rows = dict(found.table.rows)
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(found.sheet[:31].translate({ord(c): "_" for c in "[]:*?/\\'"}) or "1")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        heads = [head.text for head in found.table.heads]
        sheet.write_row(0, 0, [*heads, _("Verdict"), _("Cell"), _("Why")], book.add_format({"bold": True}))
        for line, verdict in enumerate(found.verdicts, 1):
            for column, cell in enumerate(rows[verdict.row]):
                _write(sheet, line, column, cell, day)
            sheet.write_row(line, len(heads), [label_of(verdict.kind), verdict.cell, importing.explained(verdict)])


def _write(sheet: Any, line: int, column: int, cell: Any, day: Any) -> None:
    if hasattr(cell, "year"):
        sheet.write_datetime(line, column, cell, day)
    elif isinstance(cell, int | float):
        sheet.write_number(line, column, cell)
    elif cell not in ("", None):
        sheet.write_string(line, column, str(cell)[:32000])


def label_of(kind: str) -> str:
    return {
        "new": _("new"),
        "changed": _("changed"),
        "same": _("same"),
        "doubtful": _("doubtful"),
        "refused": _("refused"),
    }[kind]
