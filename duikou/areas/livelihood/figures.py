from django.utils.translation import gettext_lazy as _

from duikou.areas.livelihood.models import Benefit, Disbursement, Funding
from duikou.ledger.figure import Dimension, Figure, Measure, Ratio
from duikou.projects.models import Project

figures = [
    Figure(
        key="livelihood.projects",
        label=_("Livelihood projects"),
        unit="project",
        definition=_("Livelihood and infrastructure projects that the partner city supports."),
        rows=Project.objects.livelihood,
        date="signed_on",
        dimensions={"stage": Dimension("stage", _("stage"))},
    ),
    Figure(
        key="livelihood.partner_funding",
        label=_("Funding by the partner"),
        unit="CNY",
        definition=_("Money that the partner city gives for livelihood and infrastructure projects."),
        rows=Funding.objects.by_partner,
        measure=Measure("amount"),
        dimensions={"project": Dimension("for_project__title", _("project"))},
    ),
    Figure(
        key="livelihood.funding",
        label=_("Funding"),
        unit="CNY",
        definition=_("Money promised for livelihood projects, by who gives it."),
        rows=Funding.objects.all,
        measure=Measure("amount"),
        dimensions={"giver": Dimension("giver", _("given by"))},
    ),
    Figure(
        key="livelihood.disbursed",
        label=_("Funding paid out"),
        unit="CNY",
        definition=_("Money of funding lines that was paid out."),
        rows=Disbursement.objects.all,
        measure=Measure("amount"),
        dimensions={"giver": Dimension("out_of__giver", _("given by"))},
    ),
    Ratio(
        key="livelihood.disbursement_rate",
        label=_("Share paid out"),
        definition=_("Funding paid out as a share of funding promised."),
        numerator="livelihood.disbursed",
        denominator="livelihood.funding",
    ),
    Figure(
        key="livelihood.people_served",
        label=_("People served"),
        unit="person",
        definition=_("People whom livelihood projects serve, as reported."),
        rows=Benefit.objects.all,
        measure=Measure("people"),
    ),
]
