import json
from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from duikou.briefs import checking, statement
from duikou.ledger import asking
from duikou.ledger.command import Command as Base


class Command(Base):
    help = "a text against the ledger and against itself (example: duikou check brief.txt --published 2019-07-15)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a .txt, .docx or .pdf file, or - for standard input")
        parser.add_argument("--published", help="when it was published")
        parser.add_argument("--as-of", help="business date of the ledger (the day of publication, else today)")
        parser.add_argument("--pairing", help="short name of the pairing")
        parser.add_argument("--format", choices=["json"], default="json")

    def run(self, **options: Any) -> int:
        text, published = statement.text_of(options["file"]), statement.published_on(options["published"])
        as_of = statement.published_on(options["as_of"]) or published or timezone.localdate()
        found = checking.check(text, asking.pairing(options["pairing"]), as_of=as_of, published=published)
        self.stdout.write(json.dumps({"findings": [checking.as_json(one) for one in found]}, ensure_ascii=False))
        return 1 if any(one.severity != "info" for one in found) else 0
