"""The reader beside other readers on marked-up texts, in one run, and their speed.

    python -m benchmarks.reading [--gold ../shared/gold] [--python /path/to/python-with-the-peers]

Scored by the script that lies with the marked-up texts, on those and on the texts of our own (tests/engines/reading_texts).
The peers are a plain pattern with cn2an, Recognizers-Text and JioNLP (`pip install jionlp recognizers-text-suite "emoji<2" cn2an`,
also in the extra `bench`); one that is not installed is left out and said so.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.record import ROOT, record

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duikou.settings")
from duikou.briefs.statement import facts
from tests.engines.marked import Mark, all_marked

TITLE = "Reading: beside other readers on marked-up texts"
SHOWN = ("value", "value+unit", "full", "date_iso")
PEERS = {"pattern": "pattern + cn2an", "recognizers": "Recognizers-Text", "jionlp": "JioNLP (money and time only)"}
Documents = list[tuple[str, str, str]]


def shared_texts(gold: Path) -> Documents:
    found = []
    for path in [gold / "seed.json", *sorted((gold / "texts").glob("*.json"))]:
        marked = json.loads(path.read_text(encoding="utf-8"))
        source = gold.parent / "seed/article.zh.txt" if path.stem == "seed" else path.with_suffix(".txt")
        found.append((marked["doc_id"], source.read_text(encoding="utf-8"), marked["published"] or ""))
    return found


def own_texts(folder: Path) -> Documents:
    """The texts of our own, written out in the format of the scoring script."""
    found = []
    for text in all_marked():
        quantities = [_gold(text.text, mark) for mark in text.marks if not mark.isos]
        dates = [
            {
                **_place(text.text, mark),
                "iso": mark.isos[0],
                "iso_alt": list(mark.isos[1:]),
                "scored": not mark.optional,
            }
            for mark in text.marks
            if mark.isos
        ]
        gold = {
            "doc_id": text.name,
            "quantities": quantities,
            "dates": dates,
            "entities": [],
            "conflicts": [],
            "distractors": [],
        }
        (folder / f"{text.name}.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
        found.append((text.name, text.text, text.published.isoformat()))
    return found


def _place(text: str, mark: Mark) -> dict[str, Any]:
    return {"quote": text[mark.start : mark.end], "char_start": mark.start, "char_end": mark.end}


def _gold(text: str, mark: Mark) -> dict[str, Any]:
    value = [float(part) for part in mark.value] if isinstance(mark.value, tuple) else float(mark.value)
    return {
        **_place(text, mark), "fig_start": mark.start, "fig_end": mark.end, "value": value, "unit": mark.units[0],
        "unit_alt": list(mark.units[1:]), "unit_text": "", "qualifier": mark.qualifier, "optional": mark.optional,
    }  # fmt: skip


def ours(documents: Documents) -> tuple[dict[str, Any], float]:
    facts("预热2019年6月16日签约10个项目。", "2019-07")
    start = time.process_time()
    found = {key: facts(text, published or None) for key, text, published in documents}
    return found, time.process_time() - start


def theirs(peer: str, python: str, documents: Documents) -> tuple[dict[str, Any], float] | None:
    command = [python, "-m", "benchmarks.reading_peers", peer]
    told = subprocess.run(command, input=json.dumps(documents), capture_output=True, text=True, cwd=ROOT)
    if told.returncode:
        return None
    answer = json.loads(told.stdout[told.stdout.index('{"seconds"') :])  # a peer may greet first
    return answer["found"], answer["seconds"]


def scored(gold: Path, found: dict[str, Any], *more: str) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        for key, facts_of in found.items():
            (Path(folder) / f"{key}.json").write_text(json.dumps(facts_of, default=str), encoding="utf-8")
        command = [sys.executable, str(gold / "score.py"), "--pred", folder, "--set", "all", *more]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    lines = [line.split() for line in told.splitlines() if line.split() and line.split()[0] in SHOWN]
    return {line[0]: line[3] for line in lines if line[1][:1].isdigit()}


def rows(gold: Path, documents: Documents, python: str, *more: str) -> list[str]:
    told = []
    characters = sum(len(text) for _key, text, _published in documents)
    for name, answer in [
        ("ours", ours(documents)),
        *((label, theirs(peer, python, documents)) for peer, label in PEERS.items()),
    ]:
        if answer is None:
            told.append(f"| {name} | not installed | | | | | |")
            continue
        scores = scored(gold, answer[0], *more)
        money = scored(gold, answer[0], "--units", "CNY", *more)
        cells = [*(scores.get(key, "–") for key in SHOWN), money.get("value", "–"), f"{characters / answer[1]:,.0f}"]
        told.append(f"| {name} | {' | '.join(cells)} |")
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared/gold")
    parser.add_argument("--python", default=sys.executable, help="the interpreter that has the peers")
    asked = parser.parse_args()
    head = f"| | {' | '.join(SHOWN)} | value, money alone | characters/s |\n|---|---|---|---|---|---|---|\n"
    with tempfile.TemporaryDirectory() as folder:
        own = own_texts(Path(folder))
        text = (
            f"{date.today()}, {os.cpu_count()} cores, Python {platform.python_version()}; `python -m benchmarks.reading`; F1 by the "
            "scoring script. Goals: 0.97, 0.95, 0.92, 0.95; ≥ 50,000 characters/s (of processor time). Ours gives qualifiers, periods, subjects, areas and "
            f"names in the same time.\n\nSeven marked-up texts:\n\n{head}"
            + "\n".join(rows(asked.gold, shared_texts(asked.gold), asked.python))
            + f"\n\n{len(own)} texts of our own (what the reader said of them at first contact is in docs/reading.md):\n\n{head}"
            + "\n".join(rows(asked.gold, own, asked.python, "--gold", folder))
            + "\n"
        )
    record(TITLE, text)
    print(text)


if __name__ == "__main__":
    main()
