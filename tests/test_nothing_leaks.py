"""Over random ledgers, no page, sheet or search shows anybody a row of another pairing, side or enterprise."""

from datetime import date
from random import Random

import pytest

from duikou.accounts.actor import Actor
from duikou.accounts.demo import open_accounts
from duikou.accounts.models import Membership
from duikou.ledger import actions
from duikou.ledger.models import Record
from duikou.parties.models import Organisation
from duikou.projects.models import Lead
from tests.conftest import MORNING, pairing_of
from tests.test_permissions import ROLES

DAY = date(2026, 11, 20)
SHEETS = ("/leads/export.csv", "/organisations/export.csv")
PAGES = ("/", "/leads/", "/organisations/", "/confirm/", "/timeline/", "/trash/", "/search/?q=%E6%9A%97%E5%8F%B7",
         "/same/organisations/", "/reconcile/leads/", "/overview/", "/notices/",
         "/figures/projects.leads/records/", "/areas/projects/")  # fmt: skip


def entered(cast, random: Random) -> dict[str, Record]:
    """Records of random kind, unit and state, each under a code word of its own; some in another pairing."""
    other = pairing_of("third-fourth", ("120000", "320000"))
    open_accounts(other, ("x", "y"))
    members = [member for member in Membership.objects.select_related("unit", "user", "pairing") if member.unit]
    found = {}
    for number in range(30):
        member = random.choice(members)
        word = f"暗号{number:03d}{random.randrange(10**6):06d}"
        model = random.choice([Lead, Organisation])
        writer = Membership.objects.get(user__username=f"{member.user.username.split('.')[0]}.clerk")
        writer.unit = member.unit
        record = actions.enter(model, {"title": word, "happened_on": DAY}, by=Actor(writer, MORNING))
        state = random.choice(["draft", "reported", "trashed"])
        if state != "draft":
            actions.report(record, by=Actor(writer, MORNING))
        if state == "trashed":
            actions.trash(record, by=Actor(writer, MORNING))
        found[word] = record
    return found


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_what_a_member_reads_is_what_a_member_may_see(cast, client, seed):
    records = entered(cast, Random(seed))
    for username in [*ROLES, "s.clerk", "s.enterprise", "stranger", "x.clerk"]:
        member = Membership.objects.filter(user__username=username).first()
        visible = set(Record.objects.visible_to(member).values_list("pk", flat=True))
        hidden = [word for word, record in records.items() if record.pk not in visible]
        client.force_login(member.user)
        for address in (*PAGES, *SHEETS):
            body = b"".join(client.get(address)).decode()
            leaked = [word for word in hidden if word in body]
            assert not leaked, (username, address, leaked)
        for record in records.values():
            shown = client.get(f"/records/{record.pk}/").status_code == 200
            assert not shown or record.pk in visible, (username, record)


def test_what_may_be_seen_is_bounded_by_pairing_side_and_unit(cast):
    records = entered(cast, Random(99))
    for username in [*ROLES, "s.clerk", "s.enterprise", "x.clerk"]:
        member = Membership.objects.filter(user__username=username).first()
        for record in Record.objects.visible_to(member).filter(pk__in=[r.pk for r in records.values()]):
            assert record.pairing_id == member.pairing_id
            if record.state == "draft" and member.role != "auditor":
                assert record.side == member.side
            if member.role == "enterprise":
                assert record.unit_id == member.unit_id
