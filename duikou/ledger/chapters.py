"""Chapters of the periodic papers: how an app tells its story in sentences; declared in `chapter.py` as `chapter`."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import AppConfig
from django.utils.functional import Promise

from duikou.ledger.discovery import declared

Text = str | Promise


@dataclass(frozen=True)
class Best:
    """The part of a figure that leads along a dimension, and with `worst` the one that comes last."""

    key: str
    dimension: str
    worst: bool = False


@dataclass(frozen=True)
class Chapter:
    """What an area says in a summary, the apps following each other in the order of the story.

    A sentence is a row of clauses with figures in braces, such as `{projects.signed category=livelihood}`; a clause
    whose figure has no value is left out, and a sentence without clauses is not written. `table` lists the figures of
    the chapter's table, where one without a value is shown as not reported.
    """

    heading: Text
    sentences: tuple[tuple[Text, ...], ...]
    best: tuple[Best, ...] = ()
    table: tuple[str, ...] = ()


def chapters() -> dict[str, tuple[AppConfig, Chapter]]:
    """Every declared chapter by the label of its app, in the order of the story."""
    return {app.label: (app, module.chapter) for app, module in declared("chapter")}
