"""The one command `duikou`: every verb of the house from the shell, with its own help and clear exit codes."""

from __future__ import annotations

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duikou.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
