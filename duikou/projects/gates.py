"""Stage gates as a table: from where a project may come into a stage, and what has to be at hand for it.

A gate validates a move, lists what is missing and explains itself; nothing else decides about stages.
*Started* is the rule of recognition that offices use: main works begun + contract + registration.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from duikou.projects.models import Project

Text = str | Promise
Stage = Project.Stage
FILL = _("Fill in the field.")


@dataclass(frozen=True)
class Requirement:
    """One thing a gate asks for: what it is called, whether it is there, and how to bring it."""

    key: str
    label: Text
    mend: Text
    holds: Callable[[Project], bool]


def has(field: str, label: Text, mend: Text = FILL) -> Requirement:
    return Requirement(field, label, mend, lambda project: bool(getattr(project, field)))


def proven(proof: str) -> Requirement:
    label = Project.PROOFS[proof]
    mend = _("Add evidence and choose what it proves.")
    return Requirement(proof, label, mend, lambda project: proof in proofs_of(project))


def reported(relation: str, label: Text, mend: Text) -> Requirement:
    return Requirement(relation, label, mend, lambda project: getattr(project, relation).live().exists())


def proofs_of(project: Project) -> set[str]:
    """What the project's evidence proves. The linked agreement proves the contract where it binds."""
    found = set(project.evidence.filter(trashed_at__isnull=True).exclude(proves="").values_list("proves", flat=True))
    if project.contract and project.contract.is_binding:
        found.add("contract")
    return found


@dataclass(frozen=True)
class Gate:
    """The way into one stage; `dated` is the field that keeps the day of passing."""

    stage: str
    after: tuple[str, ...]
    requirements: tuple[Requirement, ...] = ()
    dated: str = ""

    def missing(self, project: Project) -> list[Requirement]:
        return [requirement for requirement in self.requirements if not requirement.holds(project)]

    def checklist(self, project: Project) -> list[tuple[Requirement, bool]]:
        return [(requirement, requirement.holds(project)) for requirement in self.requirements]


INVESTOR = has("investor", _("investor"))
AGREEMENT = has("contract", _("agreement signed"), _("Enter the agreement and choose it in the project."))
WHY = has("stopped_because", _("reason"))
RUNNING = (Stage.SIGNED, Stage.STARTED, Stage.CONSTRUCTION)

GATES: Mapping[str, Gate] = {
    gate.stage: gate
    for gate in (
        Gate(Stage.SIGNED, (Stage.RESERVE,), (INVESTOR, AGREEMENT), "signed_on"),
        Gate(
            Stage.STARTED,
            (Stage.SIGNED, Stage.SUSPENDED),
            (proven("main_works"), proven("contract"), proven("registration")),
            "started_on",
        ),
        Gate(
            Stage.CONSTRUCTION,
            (Stage.STARTED, Stage.SUSPENDED),
            (
                proven("main_works"),
                reported("progress_reports", _("monthly progress"), _("Report a month, by form or from Excel.")),
            ),
        ),
        Gate(
            Stage.PRODUCTION,
            (Stage.STARTED, Stage.CONSTRUCTION),
            (
                proven("commissioning"),
                reported("outputs", _("first output"), _("Report an output, or for a public building its opening.")),
            ),
            "produced_on",
        ),
        Gate(Stage.SUSPENDED, RUNNING, (WHY,)),
        Gate(Stage.ENDED, (Stage.RESERVE, *RUNNING, Stage.SUSPENDED), (WHY,)),
    )
}
WAY = (Stage.RESERVE, Stage.SIGNED, Stage.STARTED, Stage.CONSTRUCTION, Stage.PRODUCTION)


def ways_from(project: Project) -> list[Gate]:
    """The gates that lead out of the project's stage, the way forward first."""
    open_gates = [gate for gate in GATES.values() if project.stage in gate.after]
    return sorted(open_gates, key=lambda gate: (gate.stage not in WAY, list(Stage.values).index(gate.stage)))


def next_gate(project: Project) -> Gate | None:
    """The gate forward; None at the end of the way and off it."""
    return next((gate for gate in ways_from(project) if gate.stage in WAY), None)


def unproven(project: Project) -> list[Requirement]:
    """What the stage in which the project stands would have asked for and is not at hand."""
    if project.stage not in WAY:
        return []
    passed = WAY[1 : WAY.index(Stage(project.stage)) + 1]
    missing = {need.key: need for stage in passed for need in GATES[stage].missing(project)}
    return list(missing.values())
