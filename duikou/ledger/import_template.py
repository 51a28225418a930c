"""An empty sheet of a register, with its heads, what each asks for, and lists where the answer is one of several."""

from __future__ import annotations

from typing import IO, Any

import xlsxwriter

from duikou.ledger.fields import QuantityField
from duikou.ledger.import_rows import importable
from duikou.ledger.register import Register
from duikou.ledger.units import unit_label

ROWS = 2000
LIST_LIMIT = 255  # characters a spreadsheet allows in a list


def write_template(register: Register, target: IO[bytes]) -> None:
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet(register.label[:31])
        bold = book.add_format({"bold": True, "bottom": 1})
        for column, name in enumerate(importable(register)):
            field: Any = register.model._meta.get_field(name)
            unit = f" ({unit_label(field.unit)})" if isinstance(field, QuantityField) and field.unit else ""
            sheet.write_string(0, column, f"{field.verbose_name}{unit}", bold)
            sheet.set_column(column, column, 18)
            if field.help_text:
                sheet.write_comment(0, column, str(field.help_text))
            labels = [str(label) for _value, label in field.flatchoices] if field.choices else []
            if labels and len(",".join(labels)) <= LIST_LIMIT:
                sheet.data_validation(1, column, ROWS, column, {"validate": "list", "source": labels})
        sheet.freeze_panes(1, 0)
