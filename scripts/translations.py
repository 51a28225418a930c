"""Holds the Chinese catalogue against the source: `--check` names what is missing, `--update` adds it untranslated."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "duikou/locale/zh_Hans/LC_MESSAGES/django.po"


def extracted() -> polib.POFile:
    """Every string of the source that is marked for translation."""
    import shutil

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "duikou"
        ignore = shutil.ignore_patterns("__pycache__", "vendor", "*.mo", "*.po")
        shutil.copytree(ROOT / "duikou", copy, ignore=ignore)
        (copy / "locale").mkdir(exist_ok=True)
        command = [sys.executable, "-m", "django", "makemessages", "-l", "zh_Hans", "--no-location", "--no-wrap"]
        subprocess.run(command, cwd=copy, check=True, capture_output=True)
        return polib.pofile(str(copy / "locale/zh_Hans/LC_MESSAGES/django.po"))


def problems(source: polib.POFile, catalogue: polib.POFile) -> list[str]:
    held = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
    found = []
    for entry in source:
        have = held.get((entry.msgctxt, entry.msgid))
        if have is None or not have.translated() or have.fuzzy:
            found.append(f"not translated: {entry.msgid!r}")
    return found


def update(source: polib.POFile, catalogue: polib.POFile) -> None:
    wanted = {(entry.msgctxt, entry.msgid) for entry in source}
    held = {(entry.msgctxt, entry.msgid) for entry in catalogue}
    for entry in list(catalogue):
        if (entry.msgctxt, entry.msgid) not in wanted:
            catalogue.remove(entry)
    for entry in source:
        if (entry.msgctxt, entry.msgid) not in held:
            entry.flags, entry.msgstr = [flag for flag in entry.flags if flag != "fuzzy"], ""
            catalogue.append(entry)
    catalogue.sort(key=lambda entry: entry.msgid)
    catalogue.save()


def main() -> int:
    source, catalogue = extracted(), polib.pofile(str(CATALOGUE), wrapwidth=0)
    if "--update" in sys.argv:
        update(source, catalogue)
        return 0
    found = problems(source, catalogue)
    print("\n".join(found) or "translations: complete")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
