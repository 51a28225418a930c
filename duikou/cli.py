"""The one command `duikou`: our verbs from the shell, and Django's own for those who know them."""

from __future__ import annotations

import os
import sys

COMMANDS = (
    "demo",
    "figures",
    "import",
    "reconcile",
    "export",
    "backup",
    "restore",
    "verify",
    "read",
    "check",
    "report",
    "schedule",
    "supervise",
    "worker",
    "assess",
    "reindex",
    "digest",
)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duikou.settings")
    if sys.argv[1:] in ([], ["--help"], ["-h"], ["help"]):
        print(overview())
        return
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def overview() -> str:
    """One line for each of our commands, with its example."""
    import django
    from django.core.management import get_commands, load_command_class

    django.setup()
    lines = ["duikou COMMAND [OPTIONS]; each command has its own --help", ""]
    for name in COMMANDS:
        command = load_command_class(get_commands()[name], name)
        lines.append(f"  {name:<9} {command.help}")
    return "\n".join(lines)
