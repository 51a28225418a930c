"""Lights, computed and never typed: rule sets and ladders as data, each light with why.

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
            labels = known[rule_set].get("facts", {})
            return Light("grey", f"未填报:{'、'.join(labels.get(name, name) for name in missing)}")
        if all(_holds(facts[name], wanted) for name, wanted in rule["when"].items()):
            return Light(rule["colour"], rule["why"].format(**facts))
    return Light("grey", "没有适用的规则")


def _holds(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, Mapping):
        return all(TESTS[name](value, bound) for name, bound in wanted.items())
    return bool(value == wanted)


def next_step(ladder: str, last: str, *, ignored: bool, reason_given: bool = False, urgent: bool = False) -> Light:
    """A ladder of a rule set: one step up only when the former was ignored without reason; an urgent matter may skip."""
    known = rule_sets().get(ladder, {}).get("ladder")
    if known is None:
        raise RuleError(f"no ladder “{ladder}”; known are {', '.join(ladders())}")
    steps: Sequence[str] = known["steps"]
    if not last:
        return Light(known["urgent"], "特急事项,直接发红色督办单") if urgent else Light(steps[0], "首次督办")
    if last not in steps:
        raise RuleError(f"“{last}” is no step of the ladder {' → '.join(steps)}")
    if not ignored or reason_given:
        return Light(last, "已回复或有正当理由,不升级")
    return Light(steps[min(steps.index(last) + 1, len(steps) - 1)], "上一次督办无正当理由未落实")


def ladders() -> list[str]:
    return sorted(name for name, one in rule_sets().items() if "ladder" in one)
