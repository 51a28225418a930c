from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from duikou.accounts.actor import Actor
from duikou.ledger import asking
from duikou.ledger.command import Command as Base
from duikou.ledger.command import WrongInputError
from duikou.regions.models import Pairing
from duikou.tasks import supervising


class Command(Base):
    help = "the day's reminders, orders and escalations; twice is harmless (example: duikou supervise --on 2026-11-24)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--pairing", help="short name of the pairing (all of them)")
        parser.add_argument("--on", help="the day, YYYY-MM-DD (today)")

    def run(self, **options: Any) -> int:
        day = self._day(options["on"])
        at = timezone.now() if day == timezone.localdate() else timezone.make_aware(datetime.combine(day, time(8)))
        pairings = [asking.pairing(options["pairing"])] if options["pairing"] else Pairing.objects.order_by("pk")
        for pairing in pairings:
            member = supervising.supervisor_of(pairing.pk, day)
            if member is None:
                self.stderr.write(f"{pairing.slug}: nobody supervises; invite a supervisor or a clerk")
                continue
            counts = supervising.supervise(by=Actor(member, at), today=day).counts
            self.stdout.write(
                f"{pairing.slug}: {', '.join(f'{n} {kind}' for kind, n in sorted(counts.items())) or 'nothing due'}"
            )
        return 0

    @staticmethod
    def _day(text: str | None) -> date:
        try:
            return date.fromisoformat(text) if text else timezone.localdate()
        except ValueError:
            raise WrongInputError(f"--on {text}: write the day as 2026-06-30") from None
