"""The shape of our commands: `run` returns the exit status; wrong input is one line on stderr and status 2."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand
from django.db import DatabaseError


class WrongInputError(Exception):
    """What was asked for cannot be done; the text says what, where and how to mend it."""


class Command(BaseCommand):
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.error = lambda message: self.refuse(f"{message}; see duikou {subcommand} --help")  # type: ignore[method-assign]
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Commands without arguments need none."""

    def refuse(self, text: str) -> NoReturn:
        sys.stderr.write(" ".join(text.split()) + "\n")
        sys.exit(2)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            status = self.run(**options)
        except ValidationError as error:
            self.refuse("; ".join(error.messages))
        except (WrongInputError, PermissionDenied) as error:
            self.refuse(str(error))
        except DatabaseError as error:
            self.refuse(f"the database cannot be used ({error}); run: duikou migrate")
        if status:
            sys.exit(status)

    def run(self, **options: Any) -> int:
        raise NotImplementedError
