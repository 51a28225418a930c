"""What other readers find in texts, in the format of the scoring script; run by benchmarks.reading, each in a process of its own.

    python -m benchmarks.reading_peers recognizers|jionlp|pattern < documents.json > found.json

`documents.json` is a list of [key, text, published]. A peer may live in an environment of its own
(`--python` of benchmarks.reading), as Recognizers-Text needs `emoji<2`.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

Reader = Callable[[str, str], dict[str, Any]]
NUMBER = re.compile(
    r"(\d[\d,]*(?:\.\d+)?|[一二三四五六七八九十百千两]+)([万亿]*)(元|吨|人次|人|名|个|项|家|次|%|平方公里|平方米|批次|条|所)"
)
UNITS = {"元": "CNY", "吨": "t", "人次": "person_time", "人": "person", "名": "person", "%": "percent", "平方公里": "km2",
         "平方米": "m2", "批次": "batch", "家": "org", "个": "item", "项": "item", "次": "event", "条": "item", "所": "school"}  # fmt: skip
ENGLISH = {"Chinese yuan": "CNY", "United States dollar": "USD", "Square kilometer": "km2", "Square meter": "m2", "Ton": "t",
           "Kilometer": "km", "Kilogram": "kg", "Meter": "m", "Year": "year", "Month": "month", "Day": "day"}  # fmt: skip


def quantity(start: int, end: int, value: Any, unit: str | None = None, qualifier: str = "exact") -> dict[str, Any]:
    return {
        "char_start": start,
        "char_end": end,
        "value": value,
        "unit": unit,
        "unit_text": None,
        "qualifier": qualifier,
    }


def day_of(published: str) -> tuple[int, int, int]:
    year, month, day, *_rest = [*published.split("-"), "1", "1"]
    return int(year), int(month), int(day)


def pattern() -> Reader:
    """Every number with its unit by one pattern, Chinese numerals by cn2an."""
    import cn2an

    def read(text: str, _published: str) -> dict[str, Any]:
        found = []
        for match in NUMBER.finditer(text):
            try:
                value = float(match[1].replace(",", "")) if match[1][0].isdigit() else cn2an.cn2an(match[1], "smart")
            except ValueError:
                continue
            value *= 10_000 ** match[2].count("万") * 100_000_000 ** match[2].count("亿")
            found.append(quantity(match.start(), match.end(), value, UNITS[match[3]]))
        return {"quantities": found, "dates": []}

    return read


def recognizers() -> Reader:
    """Numbers, percentages, currencies, dimensions and dates of Recognizers-Text; what has a unit hides the bare number in it."""
    from recognizers_date_time import recognize_datetime
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension
    from recognizers_text import Culture

    def read(text: str, published: str) -> dict[str, Any]:
        day = datetime(*day_of(published))
        when = [one for one in recognize_datetime(text, Culture.Chinese, reference=day) if one.resolution]
        dates = [
            {"char_start": one.start, "char_end": one.end + 1, "iso": str(one.resolution["values"][0].get("timex", ""))}
            for one in when
        ]
        found: list[dict[str, Any]] = []
        for recognize in (recognize_currency, recognize_dimension, recognize_percentage, recognize_number):
            for one in recognize(text, Culture.Chinese):
                value = (one.resolution or {}).get("value")
                taken = [*found, *dates] if recognize is recognize_number else found
                if value and not any(
                    one.start < other["char_end"] and other["char_start"] <= one.end for other in taken
                ):
                    unit = "percent" if value.endswith("%") else ENGLISH.get(one.resolution.get("unit", ""))
                    found.append(quantity(one.start, one.end + 1, float(value.rstrip("%")), unit))
        return {"quantities": found, "dates": dates}

    return read


def jionlp() -> Reader:
    """Amounts of money and times of JioNLP, which reads no other quantities."""
    import jionlp as jio

    vague = {"accurate": "exact", "blur": "approx", "blur-": "below", "blur+": "at_least"}

    def read(text: str, published: str) -> dict[str, Any]:
        year, month, day = day_of(published)
        base = {"year": year, "month": month, "day": day}
        found = []
        for one in jio.ner.extract_money(text):
            told = one["detail"]["num"]
            value = [float(part) for part in told] if isinstance(told, list) else float(told)
            found.append(quantity(*one["offset"], value, "CNY", vague.get(one["detail"]["definition"], "exact")))
        dates = []
        for one in jio.ner.extract_time(text, time_base=base):
            if one["type"] in ("time_point", "time_span"):
                start, end = one["detail"]["time"]
                dates.append({"char_start": one["offset"][0], "char_end": one["offset"][1], "iso": _iso(start, end)})
        return {"quantities": found, "dates": dates}

    return read


def _iso(start: str, end: str) -> str:
    """The shortest date that a span of time is: a year, a month or a day."""
    if start[5:10] == "01-01" and end[5:10] == "12-31":
        return start[:4]
    return start[:7] if start[8:10] == "01" and end[8:10] in ("28", "29", "30", "31") else start[:10]


PEERS: dict[str, Callable[[], Reader]] = {"pattern": pattern, "recognizers": recognizers, "jionlp": jionlp}


def main() -> None:
    documents = json.load(sys.stdin)
    read = PEERS[sys.argv[1]]()
    read("预热2019年6月16日签约10个项目,总投资3亿元。", "2019-07-01")
    start = time.process_time()
    found = {key: read(text, published or "2019-07-01") for key, text, published in documents}
    json.dump({"seconds": time.process_time() - start, "found": found}, sys.stdout, default=str)


if __name__ == "__main__":
    main()
