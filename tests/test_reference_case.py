"""Every key of the reference case answers with its value, unit and qualifier; before the cooperation each is null."""

import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone

from duikou.dashboards import reference
from duikou.ledger import history
from duikou.ledger.discovery import figures
from duikou.ledger.figure import Figure, Scope
from duikou.ledger.models import Entry
from duikou.ledger.statement import statement
from duikou.regions.actions import load_regions

EXPECTED = [
    "",
    "governance.working_groups 10 body exact",
    "conferences.held 5 meeting exact",
    "conferences.matters_decided 30 item at_least",
    "conferences.projects_signed 10 project exact",
    "conferences.investment_signed 600000000 CNY exact",
    "exchanges.leader_visits 94 visit exact",
    "exchanges.talks 242 meeting exact",
    "exchanges.talk_participants 3803 person exact",
    "exchanges.events 49 event exact",
    "exchanges.trade_fairs 2 event exact",
    "exchanges.trade_fair_attendees 211 person exact",
    "exchanges.trade_fair_projects_signed 28 project exact",
    "exchanges.trade_fair_amount_signed 6280000000 CNY exact",
    "projects.signed 36 project exact",
    "projects.leads 64 item exact",
    "livelihood.projects 7 project exact",
    "livelihood.partner_funding 330000000 CNY exact",
    "farming.product_categories_online 16 category exact",
    "farming.sold_outside 1374000 t exact",
    "farming.offtake_intended 12000 t/year exact",
    "farming.exhibition_area 300 m2 exact",
    "parks.area 4.67 km2 exact",
    "science.alliance_members 18 org exact",
    "twinning.senior_high_schools 2 school exact",
    "twinning.junior_high_schools 4 school exact",
    "twinning.medical_institutions 10 hospital exact",
    "talent.cadres_sent 27 person exact",
    "talent.cadres_sent_batches 3 batch exact",
    "talent.cadres_received 78 person exact",
    "talent.cadres_received_batches 2 batch exact",
    "talent.entrepreneurs_trained 77 person exact",
    "talent.sent_total 209 person exact",
    "talent.sent_total_batches 5 batch exact",
    "tourism.routes 6 route exact",
    "tourism.visitors 300 person below",
    "tasks.key_tasks 22 item exact",
    "cases.storage_tanks_full 6 tank exact",
    "",
]


@pytest.fixture
def case(db):
    load_regions()
    return reference.load("shuangyashan-foshan", ("sys", "fs"), at=timezone.now())


@pytest.fixture
def data(case):
    rows = statement(figures().values(), Scope(case, date(2019, 7, 15)))["figures"]
    return {row["key"]: row for row in rows}


def test_every_key_has_its_value_unit_and_qualifier(data):
    wanted = [line.split() for line in EXPECTED if line]
    found = [[key, data[key]["value"], data[key]["unit"], data[key]["qualifier"]] for key, *_ in wanted]
    assert found == wanted


def parts(row, dimension):
    return {part["value"]: part["figure"] for part in row["by"][dimension]}


def test_the_splits_of_the_projects(data):
    potash, pipe = "米高8万吨高效钾肥项目", "佛山金属商贸物流城暨冠牌管业8万吨不锈钢管材项目"
    assert parts(data["projects.signed"], "category")["livelihood"] == "7"
    assert parts(data["projects.investment_planned"], "project") == {potash: "158630000", pipe: "200000000"}
    assert parts(data["projects.capacity"], "project") == {potash: "80000", pipe: "80000"}
    assert parts(data["projects.capacity"], "phase") == {"米高高效钾肥项目一期": "40000"}
    assert parts(data["projects.jobs_expected"], "project") == {pipe: ["800", "1500"]}
    assert parts(data["projects.output"], "product") == {"硫酸钾": "5100", "盐酸": "5800"}
    assert data["farming.sold_outside"]["period"] == "2018"


def test_both_values_of_the_steel_pipe_project_stand(data):
    [dispute] = data["projects.investment_planned"]["disputes"]
    assert [value["value"] for value in dispute["values"]] == ["约2亿", "400000000"]


def test_before_the_cooperation_every_figure_is_null(case):
    rows = statement(figures().values(), Scope(case, date(2016, 12, 31)))["figures"]
    assert {row["value"] for row in rows} == {None}


def test_coverage_adds_up(case):
    scope = Scope(case, date(2019, 7, 15))
    for figure in figures().values():
        reading = figure.read(scope)
        if isinstance(figure, Figure) and reading.value:
            assert reading.itemised + reading.carried == reading.value.low, figure.key
            assert reading.agreed + reading.one_sided + reading.disputed == reading.value.low, figure.key


def test_loading_twice_changes_nothing_and_the_history_holds(case):
    before = Entry.objects.count()
    reference.load("shuangyashan-foshan", ("sys", "fs"), at=timezone.now())
    assert Entry.objects.count() == before
    assert list(history.problems()) == []


def test_every_balance_has_evidence(case, data):
    assert all(row["evidence"] for row in data.values() if Decimal(row["carried"]))


@pytest.mark.slow
def test_backup_and_restore_into_an_empty_place_give_the_same(tmp_path):
    """Through the command alone, as an administrator would: demo data, backup, restore, same figures and head."""
    duikou = [sys.executable, "-m", "duikou"]

    def run(place: str, *words: str) -> str:
        environment = {**os.environ, "DUIKOU_DATA": str(tmp_path / place), "DATABASE_URL": ""}
        environment = {name: value for name, value in environment.items() if value}
        root = Path(__file__).parent.parent
        return subprocess.run(
            [*duikou, *words], cwd=root, env=environment, check=True, capture_output=True, text=True
        ).stdout

    run("one", "demo", "--no-serve", "--records", "40")
    run("one", "backup", str(tmp_path / "ledger.zip"))
    run("two", "restore", str(tmp_path / "ledger.zip"))
    ask = ("figures", "--pairing", "shuangyashan-foshan", "--as-of", "2019-07-15", "--format", "json")
    assert run("one", *ask) == run("two", *ask)
    assert run("one", "verify") == run("two", "verify")
