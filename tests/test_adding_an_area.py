"""The recipe for a new area, followed word for word in a copy of the project."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(
    r"^```(?:python|text) (?P<path>\S+)(?: after (?P<after>[^\n]+))?\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL
)
TRIAL = """
import io
from datetime import date, datetime, timezone

from django.core.management import call_command
from django.test import Client

call_command("migrate", verbosity=0)
from duikou.accounts.actor import Actor
from duikou.accounts.models import User
from duikou.ledger import history, import_rows, importing, search, synthetic
from duikou.ledger.discovery import figures, registers
from duikou.ledger.figure import Scope

pairing = synthetic.generate(until=datetime(2026, 11, 24, tzinfo=timezone.utc), size=80)
member = User.objects.get(username="bl.clerk").memberships.get()
by = Actor(member, datetime(2026, 11, 24, 1, tzinfo=timezone.utc))
sheet = "名称,日期,discipline,people\\n冰雪友谊赛,2026-01-10,冰球,约120\\n龙舟赛,2026-06-01,龙舟,80\\n".encode()
run, plan = importing.prepare(registers()["contests"], sheet, "a.csv", by=by)
importing.commit(run, plan, by=by)
scope = Scope(pairing, date(2026, 11, 24))
print("value", figures()["sports.contests"].read(scope).value.low, figures()["sports.people"].read(scope).value.low)
print("split", [(p.value, int(p.reading.value.low)) for p in figures()["sports.contests"].split(scope, "discipline")])
print("found", len(search.find("bxyys", member)[0]))
for user, expected in {"bl.clerk": 200, "auditor": 200, "province": 403}.items():
    client = Client()
    client.force_login(User.objects.get(username=user))
    print(user, client.get("/contests/").status_code == expected)
client = Client()
client.force_login(User.objects.get(username="bl.clerk"))
for address in ("/contests/new/", "/contests/export.xlsx", "/import/contests/", "/areas/sports/", "/figures/sports.contests/records/", "/api/contests/"):
    print(address, client.get(address).status_code)
again = b"".join(client.get("/contests/export.csv"))
print("round trip", import_rows.plan(registers()["contests"], again, "b.csv", member=member).counts["same"])
from duikou.reports.actions import ask
from duikou.reports.desk import desk_of
from duikou.reports.genres import compose
from duikou.reports.plain import text_of
summary = text_of(compose(desk_of(ask("annual", as_of=date(2026, 11, 24), pairing=pairing), member)))
print("chapter", [line for line in summary.splitlines() if "体育赛事" in line])
print("history", list(history.problems()))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The project with the recipe of docs/adding-an-area.md carried out."""
    tree = tmp_path_factory.mktemp("area")
    shutil.copytree(ROOT / "duikou", tree / "duikou", ignore=shutil.ignore_patterns("__pycache__", "static"))
    (tree / "duikou/static").mkdir()
    shutil.copytree(ROOT / "duikou/static", tree / "duikou/static", dirs_exist_ok=True)
    blocks = list(BLOCK.finditer((ROOT / "docs/adding-an-area.md").read_text(encoding="utf-8")))
    assert len(blocks) == 6
    for block in blocks:
        path = tree / block["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        if block["after"]:
            before, line, rest = path.read_text().partition(block["after"] + "\n")
            assert line, f"{block['path']} has no line {block['after']}"
            path.write_text(before + line + block["text"] + rest)
        else:
            path.write_text(block["text"])
    (tree / "duikou/areas/sports/__init__.py").touch()
    return tree


def run(tree: Path, *arguments: str) -> str:
    environment = {"PYTHONPATH": str(tree), "DUIKOU_DATA": str(tree / "data"), "PATH": "/usr/bin:/bin"}
    environment |= {"DJANGO_SETTINGS_MODULE": "duikou.settings", "DUIKOU_HOSTS": "testserver"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=tree, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.slow
def test_one_folder_and_one_line_give_everything_an_area_has(copy):
    run(copy, "-m", "django", "makemigrations", "sports")
    told = run(copy, "-c", f"import django; django.setup()\n{TRIAL}")
    assert "value 2 200" in told
    assert "split [('冰球', 1), ('龙舟', 1)]" in told
    assert "found 1" in told
    assert "round trip 2" in told
    assert "history []" in told
    assert "chapter ['举办体育赛事2场\uff0c参赛约200人。']" in told
    assert told.count("True") == 3 and " 404" not in told and " 500" not in told
