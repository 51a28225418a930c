"""The what-if of a plan's page: a node of the 32-node chart slips by two weeks, over the real views and database.

python -m benchmarks.what_if    prints the median of 20 requests in milliseconds; benchmarks.scheduling records it
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from statistics import median

from benchmarks.record import ROOT

RUNS = 20


def milliseconds() -> float:
    """In a process and an empty ledger of its own."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DUIKOU_DATA": folder, "DJANGO_SETTINGS_MODULE": "duikou.settings"}
        command = [sys.executable, "-m", "benchmarks.what_if"]
        done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        return float(done.stdout.splitlines()[-1])


def measured() -> float:
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from duikou.accounts.actor import Actor
    from duikou.accounts.demo import open_accounts
    from duikou.ledger import synthetic
    from duikou.tasks import plans
    from duikou.tasks.actions import assign

    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    clerk = open_accounts(synthetic.open_pairing(), ("bl", "nj"))["a"]
    by = Actor(clerk, datetime.now(UTC))
    due_on = date(by.today.year + 3, 11, 30)
    task = assign({"title": "建设康养中心(演示)", "happened_on": by.today, "due_on": due_on, "home": "a"}, by=by)
    plans.lay_out(task, "construction", by=by)
    client = Client(headers={"HX-Request": "true"})
    client.force_login(clerk.user)
    times = []
    for run in range(RUNS + 1):
        begun = time.perf_counter()
        answer = client.get(f"/records/{task.pk}/plan/?node={run + 1}&days=10")
        times.append(time.perf_counter() - begun)
        assert answer.status_code == 200 and b"bar" in answer.content
    return 1000 * median(times[1:])


if __name__ == "__main__":
    import django

    django.setup()
    print(f"{measured():.1f}")
