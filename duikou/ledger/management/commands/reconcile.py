import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from duikou.engines.linkage import link
from duikou.ledger import asking, reconcile_report
from duikou.ledger.command import Command as Base


class Command(Base):
    help = "two sides' lists, record by record (example: duikou reconcile ours.xlsx theirs.xlsx --register projects)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("left", type=Path)
        parser.add_argument("right", type=Path)
        parser.add_argument("--register", required=True)
        parser.add_argument("--format", choices=["json", "table"], default="json")

    def run(self, **options: Any) -> int:
        register = asking.register(options["register"])
        found = link(*(reconcile_report.items(register, options[side], side[0].upper()) for side in ("left", "right")))
        report = reconcile_report.as_json(found)
        self.stdout.write(
            reconcile_report.table(report) if options["format"] == "table" else json.dumps(report, ensure_ascii=False)
        )
        return 1 if reconcile_report.differs(found) else 0
