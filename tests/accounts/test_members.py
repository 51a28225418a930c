"""Log-in for real life: invitations work once, memberships end, accounts are handed over, a second factor is asked for."""

from datetime import timedelta

import pytest
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from duikou.accounts import actions
from duikou.accounts.actor import Actor
from duikou.accounts.models import Membership, User

PASSWORD = "长城-Great-wall-8848"


@pytest.fixture
def admin(cast):
    return Actor(Membership.objects.get(user__username="n.administrator"), timezone.now())


@pytest.fixture
def invited(cast, admin):
    return actions.invite(username="wang", name="王新", role="clerk", unit=cast.north.unit, by=admin)


def test_an_invitation_sets_a_password_once(cast, invited, client):
    token = actions.invitation(invited)
    page = client.get(f"/invitation/{token}/")
    assert page.status_code == 200
    assert client.post(f"/invitation/{token}/", {"password": "123456", "again": "123456"}).status_code == 200
    assert client.post(f"/invitation/{token}/", {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert client.get(f"/invitation/{token}/").status_code == 410
    client.post("/login/", {"login": "wang", "password": PASSWORD})
    assert client.get("/confirm/").status_code == 200


def test_a_forged_or_old_invitation_opens_nothing(invited, monkeypatch):
    with pytest.raises(ValidationError):
        actions.invited("forged")
    monkeypatch.setattr(actions, "VALID", timedelta(seconds=-1))
    with pytest.raises(ValidationError):
        actions.invited(signing.dumps(invited.user_id, salt=actions.SALT))


def test_an_administrator_invites_for_the_own_side_alone(cast, admin):
    with pytest.raises(PermissionDenied):
        actions.invite(username="li", name="李", role="clerk", unit=cast.south.unit, by=admin)
    with pytest.raises(PermissionDenied):
        actions.invite(username="li", name="李", role="auditor", unit=cast.north.unit, by=admin)
    with pytest.raises(PermissionDenied):
        actions.invite(username="li", name="李", role="clerk", unit=cast.north.unit, by=cast.by(cast.north))
    assert not User.objects.filter(username="li").exists()


def test_an_ended_member_loses_the_role_at_once(cast, admin, client):
    client.force_login(cast.user("n.clerk"))
    assert client.get("/projects/").status_code == 200
    actions.end(cast.north, by=admin)
    assert client.get("/projects/").status_code == 403
    with pytest.raises(ValidationError):
        actions.end(admin.membership, by=admin)


def test_an_account_is_handed_over_and_what_it_entered_stays(cast, admin):
    project = cast.project()
    successor = actions.hand_over(cast.north, username="zhao", name="赵", by=admin)
    assert (successor.role, successor.unit) == (cast.north.role, cast.north.unit)
    project.refresh_from_db()
    assert (project.unit, project.reported_by) == (cast.north.unit, cast.north.user)


def test_the_other_sides_members_are_out_of_reach(cast, client):
    client.force_login(cast.user("n.administrator"))
    page = client.get("/members/").content.decode()
    assert "n.clerk" in page and "s.clerk" not in page
    assert client.post(f"/members/{cast.south.pk}/end/").status_code == 404


def test_a_second_factor_is_asked_for_when_it_is_set(cast, client):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(cast.user("n.clerk"), generate_totp_secret())
    client.post("/login/", {"login": "n.clerk", "password": "duikou-demo-2019"})
    reply = client.get("/projects/")
    assert reply.status_code == 302 and "/login/" in reply.url


def test_log_ins_are_logged_for_the_administrator(cast, client):
    client.post("/login/", {"login": "n.clerk", "password": "duikou-demo-2019"})
    client.logout()
    client.post("/login/", {"login": "n.leader", "password": "wrong"})
    client.force_login(cast.user("n.administrator"))
    page = client.get("/members/log/").content.decode()
    assert "n.clerk" in page and "n.leader" in page
