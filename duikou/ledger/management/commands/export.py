from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from duikou.ledger import asking, export
from duikou.ledger.command import Command as Base


class Command(Base):
    help = "a register as a sheet (example: duikou export projects projects.xlsx --pairing shuangyashan-foshan)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("register")
        parser.add_argument("file", type=Path, help="ends in .xlsx or .csv")
        parser.add_argument("--pairing", help="short name of the pairing")

    def run(self, **options: Any) -> int:
        register, pairing = asking.register(options["register"]), asking.pairing(options["pairing"])
        self.stdout.write(f"{options['file']}: {export.to_file(register, pairing, options['file'])} rows")
        return 0
