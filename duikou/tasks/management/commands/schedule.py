import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils import timezone

from duikou.ledger.command import Command as Base
from duikou.tasks import plan_file


class Command(Base):
    help = "a plan over working days, backward from the promise or forward (example: duikou schedule plan.json)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a plan (.json) or a PSPLIB project (.rcp)")
        parser.add_argument("--direction", choices=["backward", "forward"])
        parser.add_argument("--seconds", type=float, default=10)
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument("--format", choices=["json"], default="json")

    def run(self, **options: Any) -> int:
        self.stdout.write(json.dumps(plan_file.worked_out(options, today=timezone.localdate()), ensure_ascii=False))
        return 0
