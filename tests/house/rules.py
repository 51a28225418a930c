"""The house rules, each a function from a tree to the places that break it, so that a planted fault can be shown."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

FORBIDDEN_NAMES = {"utils", "helpers", "common", "services", "misc", "managers", "selectors", "signals"}
# Rows of the ledger are written by these alone; everything else goes through the history.
WRITERS = {
    "ledger/history.py",
    "regions/actions.py",
    "accounts/actions.py",
    "accounts/demo.py",
    "dashboards/reference.py",
    "ledger/synthetic.py",
    "ledger/search.py",  # an index, made anew from the rows
    "ledger/search_views.py",  # a user's own saved views
    "ledger/talk.py",  # watches and notices are a user's own, not rows of the ledger
    "ledger/talk_views.py",
    "briefs/marking.py",  # what the checker says, made anew from the text; decisions go through the history
    "ledger/queue.py",  # jobs and beats are of the workplace, not of the ledger
}
WRITES = re.compile(r"\.(bulk_create|bulk_update|update|delete|create)\(")
MODULES = {".py"}


def sources(tree: Path) -> Iterator[Path]:
    return (path for path in sorted((tree / "duikou").rglob("*.py")) if "migrations" not in path.parts)


def file_names(tree: Path) -> list[str]:
    return [f"{path}: a drawer of a name" for path in sources(tree) if path.stem in FORBIDDEN_NAMES]


def long_files(tree: Path, limit: int = 400) -> list[str]:
    sizes = {path: len(path.read_text().splitlines()) for path in sources(tree)}
    found = [f"{path}: {size} lines, at most {limit}" for path, size in sizes.items() if size > limit]
    register = tree / "duikou/ledger/register.py"
    return found + [f"{register}: more than 250 lines" for _ in [0] if sizes.get(register, 0) > 250]


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def long_functions(tree: Path) -> list[str]:
    found = [(path, name, size) for path in sources(tree) for name, size in functions(path)]
    long = [f"{path}: {name} has {size} lines, at most 50" for path, name, size in found if size > 50]
    middle = median(size for _, _, size in found)
    return long + ([f"the median function has {middle} lines, at most 10"] if middle > 10 else [])


def writes_around_history(tree: Path) -> list[str]:
    found = []
    for path in sources(tree):
        if str(path.relative_to(tree / "duikou")) in WRITERS:
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if WRITES.search(line) and "objects" in line:
                found.append(f"{path}:{number}: writes rows around the history: {line.strip()}")
    return found


def upward_keys(tree: Path, story: list[str]) -> list[str]:
    """Foreign keys written as text ("app.Model") that point at a later app; imports are held by import-linter."""
    order = {name.rpartition(".")[2]: number for number, name in enumerate(story)}
    found = []
    for path in sources(tree):
        if path.name != "models.py":
            continue
        own = order[path.parent.name]
        for target in re.findall(r'(?:ForeignKey|OneToOneField|ManyToManyField)\(\s*"(\w+)\.\w+"', path.read_text()):
            if order.get(target, -1) > own:
                found.append(f"{path}: points up at {target}")
    return found


def undocumented_figures(tree: Path) -> list[str]:
    documented = (tree / "docs/figures.md").read_text()
    keys = [
        key
        for path in sources(tree)
        if path.name == "figures.py"
        for key in re.findall(r'key="([\w.]+)"', path.read_text())
    ]
    return [f"{key}: not in docs/figures.md; run make docs" for key in keys if f"`{key}`" not in documented]


def undocumented_commands(tree: Path) -> list[str]:
    documented = (tree / "docs/commands.md").read_text()
    names = [path.stem for path in sources(tree) if path.parent.name == "commands" and path.stem != "__init__"]
    return [f"{name}: not in docs/commands.md" for name in names if f"duikou {name}" not in documented]
