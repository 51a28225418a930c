"""Evidence files on disk: one file per content, named by its SHA-256; the type is read from the bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import puremagic
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What an office proves things with. Everything else (programs, scripts, HTML, SVG) is refused by content.
ALLOWED: Final = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xls": "application/vnd.ms-excel",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".txt": "text/plain",
    ".csv": "text/csv",
}
_ALIASES: Final = {".jpeg": ".jpg"}
_TEXT: Final = {".txt", ".csv"}


def path_of(sha256: str) -> Path:
    return Path(settings.EVIDENCE_DIR) / sha256[:2] / sha256


def media_type_of(name: str, content: bytes) -> str:
    """The type of the content, which must be allowed and be what the name says. Raises ValidationError."""
    suffix = Path(name).suffix.lower()
    suffix = _ALIASES.get(suffix, suffix)
    if suffix not in ALLOWED:
        raise ValidationError(
            _("“%(name)s” cannot be kept as evidence. Allowed are %(types)s."),
            "type", {"name": name, "types": ", ".join(ALLOWED)},
        )  # fmt: skip
    if not _is_really(suffix, content):
        raise ValidationError(
            _("The content of “%(name)s” is not what its ending says. Save it again as %(suffix)s and retry."),
            "content", {"name": name, "suffix": suffix},
        )  # fmt: skip
    return ALLOWED[suffix]


def _is_really(suffix: str, content: bytes) -> bool:
    if suffix in _TEXT:
        return _is_text(content)
    try:
        found = {match.extension.lower() for match in puremagic.magic_string(content, filename=f"x{suffix}")}
    except (puremagic.PureError, ValueError):
        return False
    return suffix in {_ALIASES.get(extension, extension) for extension in found}


def _is_text(content: bytes) -> bool:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any(ord(char) < 32 and char not in "\t\r\n\f" for char in text)
    return False


def receive(chunks: Iterable[bytes]) -> bytes:
    """Gather an upload. Raises ValidationError when it is empty or over the size limit."""
    limit = settings.EVIDENCE_MAX_BYTES
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > limit:
            raise ValidationError(
                _("The file is larger than %(limit)s MB. Split it, or give a link instead."),
                "size", {"limit": limit // 1024 // 1024},
            )  # fmt: skip
    if not content:
        raise ValidationError(_("The file is empty."), "empty")
    return bytes(content)


def store(content: bytes) -> str:
    """Keep the content once, under its SHA-256, which is returned."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    if path.exists():
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    partial.write_bytes(content)
    partial.replace(path)
    return sha256


def is_intact(sha256: str) -> bool:
    path = path_of(sha256)
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256
