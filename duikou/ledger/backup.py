"""The whole ledger in one zip and back: rows as JSON lines, evidence files, and a manifest with the chain's head.

The rows are in Django's own serialisation, so that a backup of SQLite restores into PostgreSQL and the other way.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, cast

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.serializers.base import DeserializationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, connection, models, transaction

from duikou import __version__
from duikou.ledger import history, search, storage
from duikou.ledger.command import WrongInputError
from duikou.ledger.models import Entry, File, Head, SearchText

MANIFEST = "manifest.json"
EVIDENCE = re.compile(r"evidence/([0-9a-f]{64})")


class WholeMoments(DjangoJSONEncoder):
    """Moments with their microseconds, which Django's encoder cuts and the hashes cover."""

    def default(self, o: object) -> object:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def saved_models() -> list[type[models.Model]]:
    """Every model of our apps but the search index, bottom app first, parents before children."""
    ours = {app for app in apps.get_app_configs() if app.name in settings.STORY}
    found = [model for model in apps.get_models() if model._meta.app_config in ours and model is not SearchText]
    order = serializers.sort_dependencies(
        [(app, [m for m in found if m._meta.app_config is app]) for app in ours], allow_cycles=True
    )
    return sorted(order, key=lambda model: settings.STORY.index(model._meta.app_config.name))  # type: ignore[union-attr]


def backup(path: Path) -> int:
    """Write the ledger to `path` from one consistent view; returns the number of history entries."""
    partial = path.with_name(path.name + ".part")
    with transaction.atomic(), zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        head = Head.objects.filter(pk=1).first()
        number, digest = (head.number, head.hash) if head else (0, "")
        for model in saved_models():
            with archive.open(f"rows/{model._meta.label_lower}.jsonl", "w", force_zip64=True) as member:
                text = io.TextIOWrapper(member, encoding="utf-8")
                serializers.serialize(
                    "jsonl", model._base_manager.order_by("pk").iterator(2000), stream=text, cls=WholeMoments
                )
                text.flush()
                text.detach()
        for sha256 in File.objects.values_list("sha256", flat=True):
            archive.write(storage.path_of(sha256), f"evidence/{sha256}", zipfile.ZIP_STORED)
        manifest = {"format": "duikou-backup-1", "version": __version__, "number": number, "head": digest}
        archive.writestr(MANIFEST, json.dumps(manifest))
    partial.replace(path)
    return number


def restore(path: Path) -> int:
    """Read a backup into an empty ledger, whole or not at all; returns the number of history entries."""
    if Entry.objects.exists():
        raise WrongInputError("this ledger is not empty; restore into an empty place (set DUIKOU_DATA or DATABASE_URL)")
    with _opened(path) as archive, transaction.atomic():
        manifest = _manifest(archive, path)
        for sha256 in _evidence_names(archive):
            storage.store(archive.read(f"evidence/{sha256}"))
        for model in saved_models():
            _read_rows(archive, model, path)
        _reset_sequences()
        search.reindex()
        head = Head.objects.filter(pk=1).first()
        if (head.number, head.hash) != (manifest["number"], manifest["head"]) if head else manifest["number"]:
            raise WrongInputError(f"{path}: the rows do not end where the manifest says; the backup is damaged")
        wrong = next(history.problems(), None)
        if wrong:
            raise WrongInputError(f"{path}: entry {wrong.number} does not hold ({wrong.what}); the backup was changed")
    return int(str(manifest["number"]))


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except FileNotFoundError:
        raise WrongInputError(f"{path}: no such file") from None
    except (zipfile.BadZipFile, OSError):
        raise WrongInputError(f"{path}: not a backup of Duikou, or cut short") from None


def _manifest(archive: zipfile.ZipFile, path: Path) -> dict[str, object]:
    try:
        manifest = json.loads(archive.read(MANIFEST))
    except (KeyError, ValueError, zipfile.BadZipFile):
        raise WrongInputError(f"{path}: no manifest inside; not a backup of Duikou") from None
    if manifest.get("format") != "duikou-backup-1":
        raise WrongInputError(f"{path}: a format that this version does not know: {manifest.get('format')}")
    return manifest


def _evidence_names(archive: zipfile.ZipFile) -> Iterator[str]:
    """Names of evidence by their hash alone: no name of the archive ever becomes a path."""
    for name in archive.namelist():
        match = EVIDENCE.fullmatch(name)
        if match:
            yield match[1]


def _read_rows(archive: zipfile.ZipFile, model: type[models.Model], path: Path) -> None:
    try:
        with archive.open(f"rows/{model._meta.label_lower}.jsonl") as member:
            _save_lines(io.TextIOWrapper(member, encoding="utf-8"))
    except KeyError:
        raise WrongInputError(f"{path}: the rows of {model._meta.label} are missing") from None
    except (DeserializationError, IntegrityError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise WrongInputError(f"{path}: the rows of {model._meta.label} cannot be read ({error})") from None


def _save_lines(lines: IO[str]) -> None:
    for row in serializers.deserialize("jsonl", lines):
        models.Model.save_base(row.object, raw=True, force_insert=True)


def _reset_sequences() -> None:
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), saved_models()):
            cursor.execute(statement)


def problems_in(path: Path) -> Iterator[history.Problem]:
    """Verify the history inside a backup without restoring it: its chain, its head and its evidence files."""
    import hashlib

    with _opened(path) as archive:
        manifest = _manifest(archive, path)
        lines = io.TextIOWrapper(archive.open("rows/ledger.entry.jsonl"), encoding="utf-8")
        entries = [cast(Entry, row.object) for row in serializers.deserialize("jsonl", lines)]
        yield from history.chain_problems(entries, int(str(manifest["number"])), str(manifest["head"]))
        for sha256 in _evidence_names(archive):
            if hashlib.sha256(archive.read(f"evidence/{sha256}")).hexdigest() != sha256:
                yield history.Problem(0, "ledger.file", sha256, "the evidence file was changed")
