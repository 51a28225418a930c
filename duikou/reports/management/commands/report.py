from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from duikou.ledger.command import Command as Base
from duikou.reports.commission import write


class Command(Base):
    help = "an official paper (example: duikou report annual --as-of 2019-12-31 --output summary.docx)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="annual, half-year, quarter, notice, ledger … or the title of a template")
        parser.add_argument("--as-of", help="business date, YYYY-MM-DD (today)")
        parser.add_argument("--pairing", help="short name of the pairing; needed when there is more than one")
        parser.add_argument("--basis", choices=["reported", "agreed"], default="reported")
        parser.add_argument("--side", choices=["a", "b"], help="of one side only, where figures are told by side")
        parser.add_argument("--about", help="title of the conference, project, order or assessment it is about")
        parser.add_argument("--output", type=Path, required=True, help="ends in .docx, .pdf or .xlsx")

    def run(self, **options: Any) -> int:
        self.stdout.write(write(options))
        return 0
