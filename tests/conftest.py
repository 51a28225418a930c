"""The cast: two cities, a clerk of each, and those who may see less."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from duikou.accounts.actor import Actor
from duikou.accounts.demo import open_accounts
from duikou.accounts.models import Membership, User
from duikou.engines.quantities import parse
from duikou.ledger import actions
from duikou.projects.models import Project
from duikou.regions.models import Pairing, Region

MORNING = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@dataclass
class Cast:
    pairing: Pairing
    north: Membership
    south: Membership
    hour: int = 0

    def by(self, who: Membership) -> Actor:
        """The member acting, each time an hour later."""
        self.hour += 1
        return Actor(who, MORNING + timedelta(hours=self.hour))

    def user(self, name: str) -> User:
        return User.objects.get(username=name)

    def project(self, title: str = "钢管项目", **values: object) -> Project:
        """A project reported by the north."""
        given = {
            "title": title, "happened_on": date(2026, 11, 20), "category": "industry", "stage": "signed",
            "signed_on": date(2026, 11, 20), "investment_planned": parse("约2亿元")[0],
        }  # fmt: skip
        record = actions.enter(Project, {**given, **values}, by=self.by(self.north))
        actions.report(record, by=self.by(self.north))
        return record


def pairing_of(slug: str, codes: tuple[str, str]) -> Pairing:
    for code, name in zip(codes, ("北市", "南市"), strict=True):
        Region.objects.get_or_create(code=code, defaults={"name": name, "full_name": name, "level": "city"})
    return Pairing.objects.create(
        slug=slug, name="北—南", english_name="North – South", short_a="北市", short_b="南市",
        region_a_id=codes[0], region_b_id=codes[1],
    )  # fmt: skip


@pytest.fixture(autouse=True)
def evidence_folder(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def cast(db) -> Cast:
    pairing = pairing_of("north-south", ("230500", "440600"))
    clerks = open_accounts(pairing, ("n", "s"))
    other = pairing_of("east-west", ("110000", "310000"))
    Membership.objects.create(
        user=User.objects.create_user("stranger", name="外人"), pairing=other, role="auditor", side=""
    )
    return Cast(pairing, clerks["a"], clerks["b"])
