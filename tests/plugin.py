"""Chooses the database before Django reads its settings: `pytest --database=sqlite|postgres`.

PostgreSQL is a real server of this run alone: made in a temporary folder, reached by a socket in it, stopped at the
end. Under xdist the controller starts it and the workers find its address in the environment.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

_server: Path | None = None


def _as_postgres(*command: str) -> list[str]:
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else list(command)


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not found:
        raise pytest.UsageError("PostgreSQL is not installed: run scripts/setup all")
    return found[-1]


def start() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="duikou-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    run = {"check": True, "stdout": subprocess.DEVNULL, "cwd": "/"}
    binaries, data = _binaries(), folder / "data"
    initdb = [
        str(binaries / "initdb"),
        "-D",
        str(data),
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    ]
    subprocess.run(_as_postgres(*initdb), **run)
    options = f"-k {folder} -c listen_addresses= -c fsync=off -c full_page_writes=off"
    start = ["-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start"]
    subprocess.run(_as_postgres(str(binaries / "pg_ctl"), *start), **run)
    return folder


def stop(folder: Path) -> None:
    pg_ctl = str(_binaries() / "pg_ctl")
    subprocess.run(_as_postgres(pg_ctl, "-D", str(folder / "data"), "-m", "immediate", "stop"), check=False, cwd="/")
    shutil.rmtree(folder, ignore_errors=True)


def _wanted() -> str:
    for number, word in enumerate(sys.argv):
        if word.startswith("--database="):
            return word.partition("=")[2]
        if word == "--database":
            return sys.argv[number + 1]
    return "sqlite"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgres"], default="sqlite", help="the database to test on")


def pytest_unconfigure() -> None:
    if _server:
        stop(_server)


def _prepare() -> None:
    """At import, because pytest-django reads the settings before any hook of ours could run."""
    global _server
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    os.environ["DUIKOU_DATA"] = tempfile.mkdtemp(prefix="duikou-test-")
    os.environ.pop("DATABASE_URL", None)
    if _wanted() == "postgres":
        _server = start()
        os.environ["DATABASE_URL"] = f"postgres://postgres@/duikou?host={_server}"


_prepare()
