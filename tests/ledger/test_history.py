"""What was written around the history is found, whatever it is; a backup brings all of it back."""

import pytest
from django.core.management import call_command
from django.db import connection

from duikou.ledger import actions, backup, history, storage
from duikou.ledger.command import WrongInputError
from duikou.ledger.models import Entry, File


def sql(text: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, params)


@pytest.fixture
def told(cast):
    project = cast.project()
    actions.attach_file(project, by=cast.by(cast.north), name="合同.txt", content="合同".encode())
    actions.agree(project, by=cast.by(cast.south))
    assert list(history.problems()) == []
    return project


def test_a_changed_value_of_a_row_names_its_last_entry(told):
    sql("UPDATE projects_project SET site = 'x'")
    [problem] = history.problems()
    last = Entry.objects.filter(object_id=told.pk).order_by("-number").first()
    assert (problem.number, problem.object_id) == (last.number, str(told.pk))
    assert "site" in problem.what


def test_a_changed_entry_is_named(told):
    sql("UPDATE ledger_entry SET actor = 'nobody' WHERE number = 2")
    assert [problem.number for problem in history.problems()] == [2]


def test_a_removed_entry_is_noticed_in_the_middle_and_at_the_end(told):
    sql("DELETE FROM ledger_entry WHERE number = 2")
    assert next(history.problems()).number == 2


def test_a_history_cut_short_is_noticed(told):
    last = Entry.objects.order_by("-number").first()
    sql("DELETE FROM ledger_entry WHERE number = %s", last.number)
    assert any(problem.kind == "ledger.head" for problem in history.problems())


def test_a_removed_row_is_named(told):
    sql("DELETE FROM ledger_evidence")
    assert [problem.what for problem in history.problems()] == ["the row is gone"]


def test_changed_evidence_is_named(told):
    storage.path_of(File.objects.get().sha256).write_bytes(b"other")
    assert [problem.kind for problem in history.problems()] == ["ledger.file"]


def test_verify_exits_1_and_names_the_entry(told, capsys):
    call_command("verify")
    sql("UPDATE projects_project SET site = 'x'")
    with pytest.raises(SystemExit) as stopped:
        call_command("verify")
    assert stopped.value.code == 1
    assert f"entry {Entry.objects.order_by('-number').first().number} (projects.project" in capsys.readouterr().out


def test_restore_refuses_a_ledger_that_is_not_empty_and_files_that_are_no_backups(told, tmp_path):
    path = tmp_path / "ledger.zip"
    backup.backup(path)
    assert list(backup.problems_in(path)) == []
    with pytest.raises(WrongInputError, match="not empty"):
        backup.restore(path)
    (tmp_path / "x.zip").write_bytes(path.read_bytes()[:100])
    with pytest.raises(WrongInputError, match="not a backup"):
        list(backup.problems_in(tmp_path / "x.zip"))


def test_a_column_younger_than_the_last_entry_is_no_change_until_it_is_written_to(told):
    last = Entry.objects.filter(object_id=told.pk).order_by("-number").first()
    last.after.pop("same_as_id")
    last.save()
    assert "the row was changed" not in " ".join(problem.what for problem in history.problems())
    sql("UPDATE ledger_record SET same_as_id = id")
    last.refresh_from_db()
    assert any(problem.object_id == str(told.pk) for problem in history._row_problems(type(told)))
