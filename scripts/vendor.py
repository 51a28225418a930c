"""Brings the pinned front-end files into duikou/static/vendor and makes the icon sprite; run by hand by maintainers.

`--check` holds the committed files against their manifest without any network.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "duikou/static/vendor"
SPRITE = ROOT / "duikou/static/duikou/icons.svg"
PACKAGES = {
    "@tabler/core@1.6.1": {"dist/css/tabler.min.css": "tabler.min.css"},
    "htmx.org@2.0.11": {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "htmx.LICENSE"},
    "tom-select@2.6.2": {
        "dist/js/tom-select.complete.min.js": "tom-select.complete.min.js",
        "dist/css/tom-select.bootstrap5.min.css": "tom-select.bootstrap5.min.css",
        "LICENSE": "tom-select.LICENSE",
    },
    "echarts@6.1.0": {"dist/echarts.min.js": "echarts.min.js", "LICENSE": "echarts.LICENSE"},
}
ICONS = "@tabler/icons@3.51.0"
USED = [
    "home",
    "checks",
    "folder",
    "file-text",
    "building",
    "users",
    "chart-bar",
    "history",
    "trash",
    "download",
    "search",
    "plus",
    "alert-triangle",
    "plane",
    "school",
    "plant",
    "tools",
    "heart",
    "bulb",
    "map",
    "coin",
    "calendar",
    "list-check",
    "gavel",
    "scale",
    "book",
    "menu-2",
    "user",
    "world",
    "printer",
    "paperclip",
    "arrow-right",
    "circle-check",
    "clock",
    "pencil",
    "x",
    "keyboard",
    "beach",
    "building-factory-2",
    "building-store",
    "crane",
    "flask",
    "heart-handshake",
    "highlight",
    "report",
    "hand-stop",
    "certificate",
]


def unpack(package: str, folder: Path) -> Path:
    name = subprocess.run(["npm", "pack", "-s", package], cwd=folder, check=True, capture_output=True, text=True).stdout
    with tarfile.open(folder / name.strip()) as archive:
        target = folder / name.strip().removesuffix(".tgz")
        archive.extractall(target, filter="data")
    return target / "package"


def cleaned(content: bytes, name: str) -> bytes:
    """Without source maps and outside style sheets, which our content security policy would refuse."""
    if not name.endswith((".css", ".js")):
        return content
    text = re.sub(r"[/*#@\s]*sourceMappingURL=\S+(\s*\*/)?", "", content.decode())
    return re.sub(r"@import\s+url\([^)]*\);?", "", text).encode()


def sprite(package: Path) -> str:
    symbols = []
    for name in USED:
        svg = (package / f"icons/outline/{name}.svg").read_text()
        inner = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL).group(1)  # type: ignore[union-attr]
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{" ".join(inner.split())}</symbol>')
    style = 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {style}>\n' + "\n".join(symbols) + "\n</svg>\n"


def licence(package: Path) -> str:
    return json.loads((package / "package.json").read_text())["license"]


def digests() -> str:
    files = sorted([*VENDOR.glob("*.css"), *VENDOR.glob("*.js"), *VENDOR.glob("*.LICENSE"), SPRITE])
    return "".join(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(ROOT)}\n" for file in files)


def main() -> int:
    manifest = VENDOR / "MANIFEST.sha256"
    if "--check" in sys.argv:
        lines = manifest.read_text().splitlines(keepends=True)
        same = "".join(line for line in lines if not line.startswith("#")) == digests()
        print(
            "vendored files: as in the manifest"
            if same
            else "vendored files differ from duikou/static/vendor/MANIFEST.sha256"
        )
        return 0 if same else 1
    VENDOR.mkdir(parents=True, exist_ok=True)
    SPRITE.parent.mkdir(parents=True, exist_ok=True)
    origins = []
    with tempfile.TemporaryDirectory() as folder:
        for package, files in PACKAGES.items():
            source = unpack(package, Path(folder))
            origins.append(f"# {package} {licence(source)}\n")
            for path, name in files.items():
                (VENDOR / name).write_bytes(cleaned((source / path).read_bytes(), path))
        icons = unpack(ICONS, Path(folder))
        origins.append(f"# {ICONS} {licence(icons)}\n")
        SPRITE.write_text(sprite(icons))
    manifest.write_text("".join(origins) + digests())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
