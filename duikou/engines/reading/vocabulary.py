from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent


@cache
def table(name: str) -> dict[str, Any]:
    """One of the vocabularies beside this file."""
    loaded: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


@cache
def kinds(name: str, part: str = "units") -> dict[str, str]:
    """Each word of a vocabulary with its kind: the files list the words of a kind together."""
    return {word: kind for kind, words in table(name)[part].items() for word in words.split()}


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest that fits."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
