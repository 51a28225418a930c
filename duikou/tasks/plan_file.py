"""What `duikou schedule` reads and prints."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from duikou.engines.scheduling import PlanError, broken_rules, plan_backward, read_plan, read_rcp, schedule, solve_rcp
from duikou.ledger.command import WrongInputError
from duikou.tasks.workdays import notices


def worked_out(options: Mapping[str, Any], *, today: date) -> dict[str, Any]:
    path: Path = options["file"]
    try:
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix.lower() == ".rcp":
            return _rcp(text, options)
        return _plan(text, options, today)
    except FileNotFoundError:
        raise WrongInputError(f"{path}: no such file") from None
    except UnicodeDecodeError:
        raise WrongInputError(f"{path}: not UTF-8 text; save it as UTF-8") from None
    except json.JSONDecodeError as error:
        raise WrongInputError(f"{path}: line {error.lineno}, column {error.colno}: {error.msg}") from None
    except PlanError as error:
        raise WrongInputError(f"{path}: {error}") from None


def _plan(text: str, options: Mapping[str, Any], today: date) -> dict[str, Any]:
    plan = read_plan(json.loads(text), notices())
    way = options["direction"] or ("backward" if plan.deadline else "forward")
    if way == "forward" and plan.start is None:
        plan = replace(plan, start=today)
    result = schedule(plan, direction=way, seconds=options["seconds"], workers=options["workers"])
    broken = broken_rules(plan, result) if result.status in ("optimal", "feasible") else []
    if broken:
        raise WrongInputError(f"no plan holds all dates that are fixed: {broken[0]}")
    found = {
        "status": result.status, "start": result.start.isoformat(), "finish": result.finish.isoformat(),
        "bound": result.bound.isoformat(), "activities": [_row(one) for one in result.activities],
        "lateness_days": result.lateness_days, "seconds": result.seconds,
    }  # fmt: skip
    if result.conflicts:
        found["conflicts"] = list(result.conflicts)
    if result.not_announced:
        found["not_announced"] = list(result.not_announced)
    return found


def _row(one: Any) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in vars(one).items()}


def _rcp(text: str, options: Mapping[str, Any]) -> dict[str, Any]:
    solve = plan_backward if options["direction"] == "backward" else solve_rcp
    result = solve(read_rcp(text), seconds=options["seconds"], workers=options["workers"])
    return {**vars(result), "starts": list(result.starts)}
