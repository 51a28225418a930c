from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from duikou.ledger import backup, history
from duikou.ledger.command import Command as Base


class Command(Base):
    help = "the history's hash chain, the rows and the evidence (example: duikou verify, duikou verify backup.zip)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("backup", nargs="?", type=Path, help="a backup file; without it, the ledger itself")

    def run(self, **options: Any) -> int:
        path = options["backup"]
        found = list(backup.problems_in(path) if path else history.problems())
        for problem in found:
            self.stdout.write(f"entry {problem.number} ({problem.kind} {problem.object_id}): {problem.what}")
        self.stdout.write(
            f"{len(found)} problem(s)"
            if found
            else f"the history holds: {history.head_text()}"
            if not path
            else "the backup holds"
        )
        return 1 if found else 0
