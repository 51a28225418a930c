"""Comments reach those they mention and those who watch, and nobody who may not see the record."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from duikou.ledger import actions, talk
from duikou.ledger.models import Entry, Notice


def told(cast, name):
    return [(notice.reason, notice.text) for notice in Notice.objects.filter(user=cast.user(name))]


def test_a_mention_tells_by_user_name_and_by_name(cast):
    project = cast.project()
    south = cast.user("s.leader")
    talk.comment(project, f"请 @s.clerk 和 @{south.name} 核对", by=cast.by(cast.north))
    assert told(cast, "s.clerk")[0][0] == "mention"
    assert told(cast, "s.leader")[0][0] == "mention"
    assert told(cast, "n.leader") == []


def test_nobody_is_told_of_a_record_that_they_may_not_see(cast):
    project = cast.project()
    talk.comment(project, "@n.enterprise @stranger 看看", by=cast.by(cast.north))
    talk.watch(project, user=cast.user("n.enterprise"))
    actions.agree(project, by=cast.by(cast.south))
    assert told(cast, "n.enterprise") == told(cast, "stranger") == []


def test_watchers_hear_of_changes_but_not_of_their_own(cast):
    project = cast.project()
    for name in ("n.clerk", "s.clerk"):
        talk.watch(project, user=cast.user(name))
    actions.agree(project, by=cast.by(cast.south))
    assert len(told(cast, "n.clerk")) == 1
    assert told(cast, "s.clerk") == []


def test_a_comment_is_part_of_the_history_and_an_empty_one_is_none(cast):
    project = cast.project()
    talk.comment(project, "已核对", by=cast.by(cast.south))
    assert Entry.objects.filter(record_id=project.pk, verb="comment").count() == 1
    with pytest.raises(ValidationError):
        talk.comment(project, "  ", by=cast.by(cast.south))


def test_the_digest_goes_out_once(cast):
    user = cast.user("s.clerk")
    user.email = "clerk@example.cn"
    user.save()
    talk.comment(cast.project(), "@s.clerk 请确认", by=cast.by(cast.north))
    assert [talk.send_digests(at=timezone.now()) for _time in range(2)] == [1, 0]
    assert "请确认" in mail.outbox[0].body
