import json
from argparse import ArgumentParser
from typing import Any

from duikou.briefs import statement
from duikou.ledger.command import Command as Base


class Command(Base):
    help = "facts out of a Chinese text (example: duikou read brief.docx --published 2019-07-15)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a .txt, .docx or .pdf file, or - for standard input")
        parser.add_argument("--published", help="when it was published; gives dates their year")
        parser.add_argument("--format", choices=["json"], default="json")

    def run(self, **options: Any) -> int:
        found = statement.facts(statement.text_of(options["file"]), options["published"])
        self.stdout.write(json.dumps(found, ensure_ascii=False))
        return 0
