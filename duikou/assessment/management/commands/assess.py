import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from duikou.assessment import statement
from duikou.ledger.command import Command as Base


class Command(Base):
    help = "scores with their working (example: duikou assess scheme.json values.json)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("scheme", type=Path)
        parser.add_argument("values", type=Path)
        parser.add_argument("--format", choices=["json", "table"], default="json")

    def run(self, **options: Any) -> int:
        report = statement.assessed(options["scheme"], options["values"])
        text = statement.table(report) if options["format"] == "table" else json.dumps(report, ensure_ascii=False)
        self.stdout.write(text)
        return 0
