from typing import Any

from django.db import transaction

from duikou.ledger import search
from duikou.ledger.command import Command as Base


class Command(Base):
    help = "make the search index anew from the records and their evidence (example: duikou reindex)"

    def run(self, **options: Any) -> int:
        with transaction.atomic():
            self.stdout.write(f"{search.reindex()} records can be found")
        return 0
