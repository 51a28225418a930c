from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command

from duikou.ledger import backup
from duikou.ledger.command import Command as Base


class Command(Base):
    help = "a backup into an empty place (example: DUIKOU_DATA=./new duikou restore ledger.zip)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def run(self, **options: Any) -> int:
        call_command("migrate", verbosity=0)
        self.stdout.write(f"{options['file']}: {backup.restore(options['file'])} history entries restored and verified")
        return 0
