import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from duikou.ledger import asking, import_command
from duikou.ledger.command import Command as Base


class Command(Base):
    help = "rows of a sheet into a register (example: duikou import projects projects.xlsx --dry-run --verdicts v.xlsx)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        import_command.add_arguments(parser)

    def run(self, **options: Any) -> int:
        register = asking.register(options["register"])
        found, done = import_command.take_in(register, Path(options["file"]), options)
        self.stdout.write(json.dumps({"register": register.name, **found.counts, "done": done}, ensure_ascii=False))
        return 0 if done or options["dry_run"] else 1
