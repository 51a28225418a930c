"""What `duikou reconcile` reads and prints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from duikou.engines.linkage import Item, Linked
from duikou.engines.sheets import SheetError
from duikou.ledger.command import WrongInputError
from duikou.ledger.reconciling import items_of_sheet
from duikou.ledger.register import Register


def items(register: Register, path: Path, prefix: str) -> list[Item]:
    if not path.is_file():
        raise WrongInputError(f"{path}: no such file")
    try:
        return items_of_sheet(register, path.read_bytes(), path.name, prefix)
    except SheetError as error:
        raise WrongInputError(f"{path}: {error}") from None


def as_json(found: Linked) -> dict[str, Any]:
    return {
        "pairs": [
            {
                "left": _row(pair.left),
                "right": _row(pair.right),
                "probability": pair.probability,
                "differences": [vars(difference) for difference in pair.differences],
            }
            for pair in found.pairs
        ],
        "left_only": [_row(item) for item in found.left_only],
        "right_only": [_row(item) for item in found.right_only],
    }


def _row(item: Item) -> dict[str, Any]:
    return {"row": int(item.id[1:]), "title": item.title, "date": item.day.isoformat() if item.day else None}


def differs(found: Linked) -> bool:
    return bool(found.left_only or found.right_only or any(pair.differences for pair in found.pairs))


def table(report: dict[str, Any]) -> str:
    lines = []
    for pair in report["pairs"]:
        said = "; ".join(f"{d['field']}: {d['left'] or '–'} / {d['right'] or '–'}" for d in pair["differences"])
        lines.append(
            f"{pair['left']['row']:>5} {pair['right']['row']:>5}  {pair['probability']:.2f}  {pair['left']['title']}  {said}"
        )
    lines += [f"{row['row']:>5}     –        {row['title']}" for row in report["left_only"]]
    lines += [f"    – {row['row']:>5}        {row['title']}" for row in report["right_only"]]
    return "\n".join(lines)
