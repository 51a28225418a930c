"""Sheets as offices write them: which row is the head, which column is what, and what a cell says."""

from duikou.engines.sheets.cells import CellError, read_date, read_quantity, read_truth
from duikou.engines.sheets.table import Head, Table, find_table, head_of
from duikou.engines.sheets.workbook import Sheet, SheetError, marked, read_sheets

__all__ = [
    "CellError", "Head", "Sheet", "SheetError", "Table", "find_table", "head_of", "marked", "read_date", "read_quantity",
    "read_sheets", "read_truth",
]  # fmt: skip
