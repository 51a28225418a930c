from duikou.reports.models.asked import PERIODS, TEXTS, AskedBlank, AskedForm, Filling
from duikou.reports.models.issue import BASES, FrozenFigure, Report, ReportTemplate

__all__ = [
    "BASES",
    "PERIODS",
    "TEXTS",
    "AskedBlank",
    "AskedForm",
    "Filling",
    "FrozenFigure",
    "Report",
    "ReportTemplate",
]
