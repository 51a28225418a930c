"""Projects under resources: ours beside PyJobShop on the same instances in one run, every schedule checked anew.

    python -m benchmarks.scheduling [--folder ../shared/bench] [--sets J30 J60 J120] [--every 1] [--seconds 10]
                                    [--latest-seconds 5] [--workers 2] [--without-peer] [--resume FILE] [--no-record]

The instances are PSPLIB (Kolisch and Sprecher 1996), the first of every parameter setting. `--resume` keeps each answer
as a line of JSON, so that a run which was stopped goes on where it was. Beside them: a backward plan of 300 activities
without resources, and a what-if in the page, as medians.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import mean, median
from typing import Any

from benchmarks import what_if
from benchmarks.record import ROOT, record
from duikou.engines.scheduling import Rcp, latest_rcp, read_plan, read_rcp, schedule, solve_rcp

TITLE = "Scheduling: PSPLIB beside PyJobShop"
LATEST_SETS, LATEST_EVERY = ("J30", "J60"), 2
Answer = dict[str, Any]


def instances(folder: Path, sets: list[str], every: int) -> list[tuple[str, str, int, Rcp]]:
    """(set, name, best known makespan, problem), in the order of the published table."""
    with (folder / "best_known.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["set"] in sets]
    found = []
    for name in sets:
        for row in [row for row in rows if row["set"] == name][::every]:
            text = (folder / f"{name}_{row['index']}.rcp").read_text(encoding="utf-8")
            found.append((name, row["index"], int(row["ub"]), read_rcp(text)))
    return found


def holds(problem: Rcp, starts: list[int], makespan: int) -> bool:
    """Whether starts keep every precedence and capacity and end at the makespan; reads the problem alone."""
    ends = [start + length for start, length in zip(starts, problem.durations, strict=True)]
    kept = all(ends[one] <= starts[later] for one, after in enumerate(problem.successors) for later in after)
    used = [
        sum(row[kind] for start, end, row in zip(starts, ends, problem.demands, strict=True) if start <= day < end)
        for kind in range(len(problem.capacities))
        for day in range(makespan)
    ]
    rooms = [room for room in problem.capacities for _day in range(makespan)]
    within = all(amount <= room for amount, room in zip(used, rooms, strict=True))
    return kept and within and min(starts) >= 0 and max(ends) == makespan


def ours(problem: Rcp, seconds: float, workers: int) -> Answer:
    found = solve_rcp(problem, seconds=seconds, workers=workers)
    return {"proven": found.status == "optimal", "starts": list(found.starts), "makespan": found.makespan}


def peer(problem: Rcp, seconds: float, workers: int) -> Answer:
    from pyjobshop import Model

    model = Model()
    resources = [model.add_renewable(capacity) for capacity in problem.capacities]
    tasks = [model.add_task() for _length in problem.durations]
    for task, length, needs in zip(tasks, problem.durations, problem.demands, strict=True):
        model.add_mode(task, resources, length, list(needs))
    for one, after in enumerate(problem.successors):
        for later in after:
            model.add_end_before_start(tasks[one], tasks[later])
    found = model.solve(time_limit=seconds, num_workers=workers, display=False)
    starts = [task.start for task in found.best.tasks]
    makespan = max((task.end for task in found.best.tasks), default=0)
    return {"proven": found.status.name == "OPTIMAL", "starts": starts, "makespan": makespan}


def latest(problem: Rcp, deadline: int, seconds: float, workers: int) -> Answer:
    found = latest_rcp(problem, deadline, seconds=seconds, workers=workers)
    return {"proven": found.status == "optimal", "starts": list(found.starts), "sum": sum(found.starts)}


class Kept:
    """Answers by name, kept in a file of JSON lines where one is given."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        lines = path.read_text(encoding="utf-8").splitlines() if path and path.exists() else []
        self.answers: dict[str, Answer] = dict(json.loads(line) for line in lines)

    def answer(self, key: str, make: Callable[[], Answer]) -> Answer:
        if key not in self.answers:
            begun = time.perf_counter()
            made = make()
            self.answers[key] = made | {"seconds": round(time.perf_counter() - begun, 2)}
            if self.path:
                with self.path.open("a", encoding="utf-8") as file:
                    file.write(json.dumps([key, self.answers[key]]) + "\n")
        return self.answers[key]


def shortest(asked: argparse.Namespace, kept: Kept) -> Iterator[str]:
    """A row for each set and solver: proven, mean gap to the best known, seconds in total."""
    solvers = {"ours": ours} if asked.without_peer else {"ours": ours, "PyJobShop": peer}
    for name in asked.sets:
        chosen = instances(asked.folder / "psplib", [name], asked.every)
        for solver, solve in solvers.items():
            answers = []
            for _set, index, best, problem in chosen:
                found = kept.answer(
                    f"{solver} {name}_{index} {asked.seconds:g}",
                    lambda solve=solve, problem=problem: solve(problem, asked.seconds, asked.workers),
                )
                if not holds(problem, found["starts"], found["makespan"]):
                    raise SystemExit(f"{solver}: the schedule of {name}_{index} breaks a rule")
                gap = 100 * (found["makespan"] - best) / best
                answers.append((found["proven"], gap, found["seconds"]))
                print(
                    f"{solver} {name}_{index}: {found['makespan']} (best {best}) {'proven' if found['proven'] else ''}"
                )
            proven, gaps, seconds = zip(*answers, strict=True)
            yield f"| {name} | {solver} | {sum(proven)} of {len(proven)} | {mean(gaps):.2f} | {sum(seconds):.0f} |"


def as_late_as_possible(asked: argparse.Namespace, kept: Kept) -> Iterator[str]:
    for name in [one for one in asked.sets if one in LATEST_SETS]:
        answers = []
        for _set, index, best, problem in instances(asked.folder / "psplib", [name], LATEST_EVERY * asked.every):
            found = kept.answer(
                f"latest {name}_{index} {asked.latest_seconds:g}",
                lambda problem=problem, best=best: latest(problem, best, asked.latest_seconds, asked.workers),
            )
            starts = found["starts"]
            ends = max((start + length for start, length in zip(starts, problem.durations, strict=False)), default=0)
            if starts and (ends > best or not holds(problem, starts, ends)):
                raise SystemExit(f"the latest schedule of {name}_{index} breaks a rule")
            answers.append((found["proven"], found["seconds"]))
            print(f"latest {name}_{index}: {found['sum']} {'proven' if found['proven'] else ''}")
        proven, seconds = zip(*answers, strict=True)
        yield f"| {name} | ours, as late as possible | {sum(proven)} of {len(proven)} | | {sum(seconds):.0f} |"


def plan_of_300() -> float:
    """Milliseconds (median of 20) of a backward plan of 300 activities over official working days and two winters."""
    activities = [
        {
            "id": str(number), "days": 1 + number * 7 % 9, "outdoors": number % 5 == 0,
            "after": [str(before) for before in {number // 2, number - 3} if 0 < before < number],
        }
        for number in range(1, 301)
    ]  # fmt: skip
    data = {"deadline": "2026-11-30", "calendar": {"closed": [["11-01", "04-10"]]}, "activities": activities}
    plan = read_plan(data)
    return 1000 * median(_seconds(lambda: schedule(plan)) for _run in range(20))


def _seconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=ROOT.parent / "shared/bench")
    parser.add_argument("--sets", nargs="+", default=["J30", "J60", "J120"])
    parser.add_argument("--every", type=int, default=1, help="take every n-th instance of a set")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--latest-seconds", type=float, default=5)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--without-peer", action="store_true")
    parser.add_argument("--resume", type=Path)
    parser.add_argument("--no-record", action="store_true", help="leave docs/benchmarks.md as it is")
    asked = parser.parse_args()
    kept = Kept(asked.resume)
    rows = [*shortest(asked, kept), *as_late_as_possible(asked, kept)]
    text = (
        f"{date.today()}, {os.cpu_count()} cores, Python {platform.python_version()}; `python -m benchmarks.scheduling --every "
        f"{asked.every}`; {asked.seconds:g} s for each instance ({asked.latest_seconds:g} s as late as possible), {asked.workers} workers. "
        "Instances: PSPLIB (Kolisch and Sprecher 1996), the first of every parameter setting; gap in % to the best known "
        "makespans (September 2024). Goals: J30 48 of 48; J60 ≥ 42, ≤ 0.20 %; J120 ≥ 26, ≤ 1.4 %; as late as possible J30 ≥ 23 "
        "of 24, J60 ≥ 14 of 24.\n\n| set | | proven | gap % | s in total |\n|---|---|---|---|---|\n" + "\n".join(rows)
        + f"\n\nA backward plan of 300 activities without resources: {plan_of_300():.1f} ms (goal < 50 ms).\n"
        f"A what-if in the page, 32 nodes, the whole request: {what_if.milliseconds():.0f} ms (goal < 200 ms)."
    )  # fmt: skip
    print(text)
    if not asked.no_record:
        record(TITLE, text)


if __name__ == "__main__":
    main()
