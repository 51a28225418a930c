from django.utils.translation import gettext_lazy as _

from duikou.ledger.figure import Dimension, Figure, Measure, Ratio
from duikou.projects.models import Lead, Output, Phase, Project

CATEGORY = Dimension("category", _("category"))
SPLITS = {
    "category": CATEGORY,
    "area": Dimension("category", _("cooperation area")),
    "county": Dimension("county__name", _("county or district")),
    "side": Dimension("side", _("entered by")),
}
PROJECT = Dimension("title", _("project"))

figures = [
    Figure(
        key="projects.leads",
        label=_("Project leads"),
        unit="item",
        definition=_("Possible projects in the lead library, each counted from the day it was found."),
        rows=Lead.objects.all,
    ),
    Figure(
        key="projects.signed",
        label=_("Projects signed"),
        unit="project",
        definition=_("Net projects signed: one project counts once however often it was signed, on its first signing."),
        rows=Project.objects.signed,
        date="signed_on",
        dimensions=SPLITS,
    ),
    Figure(
        key="projects.started",
        label=_("Projects started"),
        unit="project",
        definition=_("Signed projects whose main works have begun, with contract and registration at hand."),
        rows=Project.objects.signed,
        date="started_on",
        dimensions=SPLITS,
    ),
    Figure(
        key="projects.in_production",
        label=_("Projects in production"),
        unit="project",
        definition=_("Signed projects that produce or are complete, in whole or with a first phase."),
        rows=Project.objects.signed,
        date="produced_on",
        dimensions=SPLITS,
    ),
    Ratio(
        key="projects.start_rate",
        label=_("Start rate"),
        definition=_("Projects started as a share of projects signed."),
        numerator="projects.started",
        denominator="projects.signed",
    ),
    Ratio(
        key="projects.production_rate",
        label=_("Production rate"),
        definition=_("Projects in production as a share of projects signed."),
        numerator="projects.in_production",
        denominator="projects.signed",
    ),
    Figure(
        key="projects.investment_planned",
        label=_("Planned investment"),
        unit="CNY",
        definition=_("Planned total investment of projects, as entered; a disputed amount shows both values."),
        rows=Project.objects.all,
        measure=Measure("investment_planned"),
        dimensions={"project": PROJECT, **SPLITS},
    ),
    Figure(
        key="projects.capacity",
        label=_("Planned capacity"),
        unit="t/year",
        definition=_("Planned yearly capacity of whole projects; phases are parts of it and are not added."),
        rows=Project.objects.all,
        measure=Measure("capacity"),
        dimensions={"project": PROJECT, "phase": Dimension("title", _("phase"), figure="projects.phase_capacity")},
    ),
    Figure(
        key="projects.phase_capacity",
        label=_("Capacity of phases"),
        unit="t/year",
        definition=_("Yearly capacity of the phases that are in use."),
        rows=Phase.objects.all,
        measure=Measure("capacity"),
        dimensions={"phase": Dimension("title", _("phase"))},
    ),
    Figure(
        key="projects.jobs_expected",
        label=_("Jobs expected"),
        unit="person",
        definition=_("Jobs that projects are expected to give when complete; a range stays a range."),
        rows=Project.objects.all,
        measure=Measure("jobs_expected"),
        dimensions={"project": PROJECT},
    ),
    Figure(
        key="projects.output",
        label=_("Output of projects"),
        unit="t",
        definition=_("What projects have produced up to the date, by product; products are not comparable in sum."),
        rows=Output.objects.all,
        measure=Measure("quantity"),
        dimensions={
            "product": Dimension("product", _("product")),
            "project": Dimension("belongs_to__title", _("project")),
        },
    ),
]
