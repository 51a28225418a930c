"""What `duikou assess` reads and prints."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from duikou.engines.scoring import SchemeError, UnitScore, assess, read_scheme, read_values
from duikou.engines.scoring.forms import text
from duikou.ledger.command import WrongInputError


def read_json(path: Path) -> Any:
    """Parsed JSON with numbers kept exact. Raises WrongInputError that names file, line and column."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"), parse_float=str)
    except FileNotFoundError:
        raise WrongInputError(f"{path}: no such file") from None
    except UnicodeDecodeError:
        raise WrongInputError(f"{path}: not UTF-8 text; save it as UTF-8") from None
    except json.JSONDecodeError as error:
        raise WrongInputError(f"{path}: line {error.lineno}, column {error.colno}: {error.msg}") from None
    except OSError as error:
        raise WrongInputError(f"{path}: {error.strerror}") from None


def assessed(scheme: Path, values: Path) -> dict[str, Any]:
    try:
        result = assess(read_scheme(read_json(scheme)), read_values(read_json(values)))
    except SchemeError as error:
        raise WrongInputError(str(error)) from None
    return {"scheme": result.scheme, "units": [_unit(unit) for unit in result.units]}


def _unit(unit: UnitScore) -> dict[str, Any]:
    def of(kind: str) -> list[dict[str, Any]]:
        return [
            {
                "key": one.key,
                "label": one.label,
                "score": text(one.score),
                "working": one.working,
                "missing": list(one.missing),
                "numbers": {
                    name: text(value) if isinstance(value, Decimal) else value for name, value in one.numbers.items()
                },
            }
            for one in unit.items
            if one.kind == kind
        ]

    return {
        "unit": unit.unit, "group": unit.group, "score": text(unit.score), "working": unit.working, "rank": unit.rank,
        "grade": unit.grade, "items": of("item"), "bonuses": of("bonus"), "deductions": of("deduction"),
        "vetoes": list(unit.vetoes), "named": list(unit.named), "missing_proof": list(unit.missing_proof),
    }  # fmt: skip


def table(report: dict[str, Any]) -> str:
    lines = []
    for unit in report["units"]:
        lines.append(f"{unit['rank']:>3} {unit['unit']}  {unit['score']}  {unit['grade']}  {unit['working']}")
        lines += [
            f"      {item['label'] or item['key']}: {item['working']}"
            for item in unit["items"] + unit["bonuses"] + unit["deductions"]
        ]
    return "\n".join(lines)
