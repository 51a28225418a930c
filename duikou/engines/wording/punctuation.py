"""Chinese punctuation in Chinese text: the full-width comma, colon, semicolon and brackets that papers ask for.

Characters are exchanged one for one, so that places in the text stay what they were. Numbers such as 1,000, times such
as 9:30 and text in Latin letters keep theirs.
"""

from __future__ import annotations

import re
from typing import Final

FULL: Final = {",": "\uff0c", ":": "\uff1a", ";": "\uff1b", "?": "\uff1f", "!": "\uff01"}
_CHINESE: Final = r"\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u201c\u201d"
_MARK: Final = re.compile(rf"(?<=[{_CHINESE}%)\u2030])[,:;?!]|[,:;?!](?=[{_CHINESE}])")
_PAIR: Final = re.compile(r"\(([^()]*)\)")
_HAS_CHINESE: Final = re.compile(rf"[{_CHINESE}]")


def chinese(text: str) -> str:
    """The text with Chinese punctuation where Chinese stands beside it."""
    text = _PAIR.sub(lambda match: _pair(match, text), text)
    return _MARK.sub(lambda match: FULL[match[0]], text)


def _pair(match: re.Match[str], text: str) -> str:
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if _HAS_CHINESE.search(before + match[1] + after):
        return f"\uff08{match[1]}\uff09"
    return match[0]
