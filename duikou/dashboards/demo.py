"""The demonstration: a database with the reference case, its log-ins, and the app served from it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from gunicorn.app.base import BaseApplication

from duikou.accounts.demo import PASSWORD
from duikou.accounts.models import Membership
from duikou.dashboards import reference
from duikou.ledger import synthetic
from duikou.regions.actions import load_regions

CASE = "shuangyashan-foshan"


def prepare(out: TextIO, *, fresh: bool = False, size: int = 2000) -> None:
    """Migrate, load the regions, the synthetic pairing and the reference case; what is there stays."""
    if fresh:
        _clear()
    call_command("migrate", verbosity=0)
    load_regions()
    now = timezone.now()
    out.write("loading the synthetic pairing …\n")
    synthetic.generate(until=now, size=size)
    out.write("loading the reference case …\n")
    reference.load(CASE, ("sys", "fs"), at=now, article=_article())


def _clear() -> None:
    """Only the embedded database is thrown away; a server's database is its administrator's to drop."""
    path = Path(str(settings.DATABASES["default"]["NAME"]))
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        for file in path.parent.glob(path.name + "*"):
            file.unlink()
        shutil.rmtree(settings.EVIDENCE_DIR, ignore_errors=True)


def _article() -> Path:
    """The newspaper article, where it lies beside the project; else its spans cite it."""
    given = os.environ.get("DUIKOU_ARTICLE", "")
    return Path(given) if given else settings.BASE_DIR.parent.parent / "shared/seed/article.zh.txt"


def print_log_ins(out: TextIO, address: str) -> None:
    out.write(f"\n  {address}    (password of every demo account: {PASSWORD})\n\n")
    for member in Membership.objects.select_related("user", "pairing").order_by("pairing_id", "side", "pk"):
        out.write(f"  {member.user.username:<20}{member.pairing.name}  {member.get_role_display()}\n")
    out.flush()


class Server(BaseApplication):
    """The app under gunicorn, two threaded workers on loopback."""

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__()

    def load_config(self) -> None:
        for name, value in {
            "bind": f"127.0.0.1:{self.port}",
            "workers": 2,
            "threads": 4,
            "loglevel": "warning",
            "when_ready": self._start_worker,
            "on_exit": self._stop_worker,
        }.items():
            self.cfg.set(name, value)

    def _start_worker(self, arbiter: object) -> None:
        """The process that does long work, beside those that answer requests."""
        self.worker = subprocess.Popen([sys.executable, "-m", "duikou", "worker"])

    def _stop_worker(self, arbiter: object) -> None:
        self.worker.terminate()

    def load(self) -> object:
        from duikou.wsgi import application

        return application
