"""The house as it stands keeps its rules; a planted fault is caught by the check that guards it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.utils import translation

from duikou.ledger.discovery import figures
from tests.house import rules

ROOT = Path(__file__).resolve().parents[2]
RULES = [
    rules.file_names, rules.long_files, rules.long_functions, rules.writes_around_history,
    rules.undocumented_figures, rules.undocumented_commands,
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_the_rule(rule):
    assert rule(ROOT) == []


def test_apps_stand_in_the_order_of_the_layers():
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    layers = [{name.strip() for name in layer.split("|")} for layer in reversed(contract["layers"])]
    order = [next(n for n, layer in enumerate(layers) if app.split(".")[1] in layer) for app in settings.STORY]
    assert order == sorted(order)


def test_every_key_of_a_model_points_at_the_same_or_an_earlier_app():
    order = {name.rpartition(".")[2]: number for number, name in enumerate(settings.STORY)}
    ours = [model for model in apps.get_models() if model._meta.app_label in order]
    for model in ours:
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created and field.related_model._meta.app_label in order:
                assert order[field.related_model._meta.app_label] <= order[model._meta.app_label], field
    assert rules.upward_keys(ROOT, settings.STORY) == []


def test_every_model_is_in_the_glossary():
    text = (ROOT / "docs/glossary.md").read_text()
    ours = [model.__name__ for model in apps.get_models() if model._meta.app_config.name in settings.STORY]
    assert [name for name in ours if f"`{name}`" not in text] == []


def test_every_figure_says_what_it_counts():
    with translation.override("en"):
        assert [key for key, figure in figures().items() if len(str(figure.definition)) < 30] == []


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the tracked tree to plant faults in."""
    target = tmp_path_factory.mktemp("house")
    names = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    for name in names:
        if (ROOT / name).is_file() and not name.startswith("duikou/static"):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)
    return target


@pytest.fixture
def planted(copy):
    changed = {}

    def plant(name: str, text: str) -> Path:
        path = copy / name
        changed.setdefault(path, path.read_text())
        path.write_text(path.read_text() + text)
        return copy

    yield plant
    for path, text in changed.items():
        path.write_text(text)


def run(tree: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*command], cwd=tree, capture_output=True, text=True, check=False)


def lint_imports(tree: Path) -> subprocess.CompletedProcess[str]:
    return run(tree, str(Path(sys.executable).parent / "lint-imports"), "--no-cache")


def test_a_planted_upward_import_is_caught(planted):
    tree = planted("duikou/regions/models.py", "\nfrom duikou.projects.models import Project  # noqa\n")
    done = lint_imports(tree)
    assert done.returncode != 0
    assert "duikou.regions.models -> duikou.projects.models" in done.stdout


def test_a_planted_upward_key_is_caught(planted):
    tree = planted("duikou/regions/models.py", '\nBAD = models.ForeignKey("projects.Project", models.CASCADE)\n')
    assert any("points up at projects" in line for line in rules.upward_keys(tree, settings.STORY))


def test_a_planted_figure_without_documentation_is_caught(planted):
    tree = planted(
        "duikou/tasks/figures.py", '\nfigures += [Figure(key="tasks.planted", label="", unit="", definition="")]\n'
    )
    assert rules.undocumented_figures(tree) == ["tasks.planted: not in docs/figures.md; run make docs"]


def test_a_planted_untranslated_string_is_caught(planted):
    tree = planted("duikou/tasks/apps.py", '\nPLANTED = _("Nobody has translated this")\n')
    done = run(tree, sys.executable, "scripts/translations.py", "--check")
    assert done.returncode == 1
    assert "Nobody has translated this" in done.stdout
