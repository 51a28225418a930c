from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _

from duikou.briefs.models import Finding

WIDTHS = (6, 14, 8, 26, 26, 14, 14, 60, 20, 16, 30)


def findings_sheet(rows: Iterable[Finding]) -> BytesIO:
    """The findings as a sheet, one a row, as they are filtered."""
    target = BytesIO()
    heads = [_("No."), _("Kind"), _("Severity"), _("In the text"), _("Figure"), _("Stated"), _("Ledger"), _("Why"),
             _("Proposed wording"), _("Decision"), _("Reason")]  # fmt: skip
    with xlsxwriter.Workbook(
        target, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet(_("Findings")[:31])
        bold, wrapped = (
            book.add_format({"bold": True, "bottom": 1}),
            book.add_format({"text_wrap": True, "valign": "top"}),
        )
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, heads, bold)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row.as_row()):
                shown = "~".join(value) if isinstance(value, list) else "" if value is None else value
                sheet.write(number, column, shown, wrapped) if isinstance(shown, int) else sheet.write_string(
                    number, column, shown, wrapped
                )
    target.seek(0)
    return target
