"""Lights, computed and never typed: rule sets as data, each light with why; ladders and colours that remember.

A rule set holds lights, each with rules in order; the first whose conditions all hold gives the colour. A fact that was
not reported makes a light grey, not green.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

COLOURS: Final = ("green", "blue", "yellow", "orange", "red", "grey")
LADDER: Final = ("blue", "orange", "red")
FOUR_STEPS: Final = ("blue", "yellow", "orange", "red")
TESTS: Final = {
    "least": lambda value, bound: value >= bound,
    "most": lambda value, bound: value <= bound,
    "above": lambda value, bound: value > bound,
    "below": lambda value, bound: value < bound,
}


class RuleError(ValueError):
    """A rule set or a light that is not known; the text names it."""


@dataclass(frozen=True)
class Light:
    colour: str
    why: str


@cache
def rule_sets() -> dict[str, Any]:
    return json.loads(Path(__file__).with_name("rules.json").read_text(encoding="utf-8"))


def judge(rule_set: str, light: str, facts: Mapping[str, Any]) -> Light:
    """The colour of one light of a rule set for these facts, and why."""
    known = rule_sets()
    if rule_set not in known or light not in known[rule_set]["lights"]:
        raise RuleError(f"no light “{rule_set}.{light}”; known are {', '.join(sorted(known))}")
    for rule in known[rule_set]["lights"][light]["rules"]:
        missing = [name for name in rule["when"] if facts.get(name) is None]
        if missing:
            return Light("grey", f"未填报:{'、'.join(missing)}")
        if all(_holds(facts[name], wanted) for name, wanted in rule["when"].items()):
            return Light(rule["colour"], rule["why"].format(**facts))
    return Light("grey", "没有适用的规则")


def _holds(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, Mapping):
        return all(TESTS[name](value, bound) for name, bound in wanted.items())
    return bool(value == wanted)


def never_green_again(months: Sequence[bool], caught_up: Sequence[bool] = ()) -> list[Light]:
    """Ouhai's rule: a month whose target was missed is red; caught up later it turns yellow, never green."""
    found = []
    for number, met in enumerate(months):
        later = number < len(caught_up) and caught_up[number]
        if met:
            found.append(Light("green", "当月目标已完成"))
        else:
            found.append(Light("yellow", "当月未完成,后已补上") if later else Light("red", "当月目标未完成"))
    return found


def next_step(
    last: str, *, ignored: bool, reason_given: bool = False, urgent: bool = False, ladder: Sequence[str] = LADDER
) -> Light:
    """A ladder (Sanming: blue → orange → red): one step up only when the former was ignored without reason; urgent: red."""
    if urgent and not last:
        return Light("red", "特急事项,直接发红色督办单")
    if not last:
        return Light(ladder[0], "首次督办")
    if last not in ladder:
        raise RuleError(f"“{last}” is no step of the ladder {' → '.join(ladder)}")
    if not ignored or reason_given:
        return Light(last, "已回复或有正当理由,不升级")
    step = ladder[min(ladder.index(last) + 1, len(ladder) - 1)]
    return Light(step, "上一次督办无正当理由未落实")
