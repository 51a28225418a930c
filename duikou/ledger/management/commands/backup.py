from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from duikou.ledger import backup
from duikou.ledger.command import Command as Base


class Command(Base):
    help = "the whole ledger with evidence and history in one file (example: duikou backup ledger.zip)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def run(self, **options: Any) -> int:
        self.stdout.write(f"{options['file']}: {backup.backup(options['file'])} history entries")
        return 0
