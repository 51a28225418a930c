"""The reader beside a plain pattern with cn2an on marked-up texts, in one run, and its speed.

    python -m benchmarks.reading [--gold ../shared/gold]

Needs the folder of marked-up texts with its scoring script. The baseline reads every number with its unit by one pattern, Chinese
numerals by cn2an; JioNLP or Recognizers-Text are compared too where they are installed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.record import ROOT, record
from duikou.briefs.statement import facts

TITLE = "Reading: marked-up texts beside a plain pattern"
SHOWN = ("value", "value+unit", "full", "date_iso")
NUMBER = re.compile(
    r"(\d[\d,]*(?:\.\d+)?|[一二三四五六七八九十百千两]+)([万亿]*)(元|吨|人次|人|名|个|项|家|次|%|平方公里|平方米|批次|条|所)"
)
UNITS = {"元": "CNY", "吨": "t", "人次": "person_time", "人": "person", "名": "person", "%": "percent", "平方公里": "km2",
         "平方米": "m2", "批次": "batch", "家": "org", "个": "item", "项": "item", "次": "event", "条": "item", "所": "school"}  # fmt: skip


def baseline(text: str, published: str) -> dict[str, Any]:
    import cn2an

    found = []
    for match in NUMBER.finditer(text):
        try:
            value = float(match[1].replace(",", "")) if match[1][0].isdigit() else cn2an.cn2an(match[1], "smart")
        except ValueError:
            continue
        value *= 10_000 ** match[2].count("万") * 100_000_000 ** match[2].count("亿")
        found.append(
            {
                "char_start": match.start(),
                "char_end": match.end(),
                "value": value,
                "unit": UNITS[match[3]],
                "unit_text": match[3],
                "qualifier": "exact",
            }
        )
    return {"quantities": found, "dates": []}


def texts(gold: Path) -> list[tuple[str, str, str]]:
    found = []
    for path in [gold / "seed.json", *sorted((gold / "texts").glob("*.json"))]:
        marked = json.loads(path.read_text(encoding="utf-8"))
        source = gold.parent / "seed/article.zh.txt" if path.stem == "seed" else path.with_suffix(".txt")
        found.append((marked["doc_id"], source.read_text(encoding="utf-8"), marked["published"] or ""))
    return found


def scored(gold: Path, read: Callable[[str, str], dict[str, Any]]) -> tuple[dict[str, str], float]:
    documents = texts(gold)
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        read_all = [(key, read(text, published)) for key, text, published in documents]
        seconds = time.perf_counter() - start
        for key, found in read_all:
            (Path(folder) / f"{key}.json").write_text(
                json.dumps(found, ensure_ascii=False, default=str), encoding="utf-8"
            )
        command = [sys.executable, str(gold / "score.py"), "--pred", folder, "--set", "all"]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    lines = [line.split() for line in told.splitlines() if line.split() and line.split()[0] in SHOWN]
    characters = sum(len(text) for _key, text, _published in documents)
    return {line[0]: line[3] for line in lines if line[1][:1].isdigit()}, characters / seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared/gold")
    asked = parser.parse_args()
    rows = []
    for name, read in (("ours", facts), ("pattern + cn2an", baseline)):
        read("预热2019年6月16日签约10个", "2019-07")
        scores, speed = scored(asked.gold, read)
        rows.append(f"| {name} | {' | '.join(scores.get(key, '–') for key in SHOWN)} | {speed:,.0f} |")
    text = (
        f"{date.today()}, {os.cpu_count()} cores, Python {platform.python_version()}; `python -m benchmarks.reading`; F1 by the scoring "
        f"script over seven texts. Goals: 0.97, 0.95, 0.92, 0.95; ≥ 50,000 characters/s.\n\n| | {' | '.join(SHOWN)} | characters/s |\n"
        "|---|---|---|---|---|---|\n" + "\n".join(rows) + "\n"
    )
    record(TITLE, text)
    print(text)


if __name__ == "__main__":
    main()
