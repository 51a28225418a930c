import os
import socket
from argparse import ArgumentParser
from threading import Event, Thread
from typing import Any

from django_tasks_db.management.commands.db_worker import Worker
from uuid6 import uuid7

from duikou.ledger import timed
from duikou.ledger.command import Command as Base
from duikou.ledger.queue import Lease


class Command(Base):
    help = "do the long work that members ask for, and what is due every day (example: duikou worker)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--beat", type=float, default=1.0, help="seconds between two signs of life")
        parser.add_argument("--jobs", type=int, help="end after so many jobs")

    def run(self, **options: Any) -> int:
        name = f"{socket.gethostname()[:20]}-{os.getpid()}-{uuid7().hex[-8:]}"
        lease, ended = Lease(name), Event()
        lease.beat()  # before the first job is taken, so that nobody takes a worker without a beat for dead
        Thread(target=lease.keep, args=(options["beat"], ended), daemon=True).start()
        Thread(target=timed.keep_asking, args=(60, ended), daemon=True).start()
        worker = Worker(
            queue_names=["default"],
            interval=min(0.5, options["beat"]),
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=options["jobs"],
            worker_id=name,
            excluded_queue_names=[],
        )
        worker.configure_signals()
        worker.run()
        ended.set()
        return 0
