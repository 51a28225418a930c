"""A backward plan as a sheet: nodes with their dates, latest starts and slack."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from duikou.tasks.plans import Worked


def sheet_of(worked: Worked) -> BytesIO:
    target = BytesIO()
    with xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet(_("Backward plan"))
        bold, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.freeze_panes(1, 2)
        sheet.set_column(1, 1, 24)
        sheet.set_column(2, 10, 13)
        for number, row in enumerate(_rows(worked)):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)  # type: ignore[arg-type]
                else:
                    sheet.write(number, column, value, bold if number == 0 else None)
    target.seek(0)
    return target


def _rows(worked: Worked) -> list[list[Any]]:
    rows: list[list[Any]] = [[
        _("code"), _("node"), _("working days"), _("comes after"), _("start"), _("finish"), _("latest start"),
        _("slack"), _("first planned finish"), _("started on"), _("done on"),
    ]]  # fmt: skip
    for one in worked.result.activities:
        node = worked.nodes[one.id]
        rows.append([
            node.code, node.title, node.days, node.after, one.start, one.finish, one.latest_start, one.slack_days,
            node.baseline_on, node.started_on, node.done_on,
        ])  # fmt: skip
    return rows
