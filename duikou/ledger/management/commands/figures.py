import json
from argparse import ArgumentParser
from typing import Any

from duikou.ledger import asking
from duikou.ledger.command import Command as Base
from duikou.ledger.knowledge import as_known_at
from duikou.ledger.statement import statement


class Command(Base):
    help = "figures of a pairing (example: duikou figures --pairing shuangyashan-foshan --as-of 2019-07-15)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        asking.add_arguments(parser)

    def run(self, **options: Any) -> int:
        wanted, scope, known_at = asking.understood(options)
        with as_known_at(known_at):
            data = statement(wanted, scope, options["by"])
        as_json = (options["format"] or ("table" if self.stdout.isatty() else "json")) == "json"
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) if as_json else asking.table(data))
        return 0
