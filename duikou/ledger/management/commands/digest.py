from typing import Any

from django.utils import timezone

from duikou.ledger import talk
from duikou.ledger.command import Command as Base


class Command(Base):
    help = "one mail to each user about the notices not yet read (example: duikou digest, once a day)"

    def run(self, **options: Any) -> int:
        self.stdout.write(f"{talk.send_digests(at=timezone.now())} mails sent")
        return 0
