from django.utils.translation import gettext_lazy as _

from duikou.conferences.models import Conference, Matter
from duikou.ledger.figure import Dimension, Figure

figures = [
    Figure(
        key="conferences.held",
        label=_("Joint conferences held"),
        unit="meeting",
        definition=_("Joint conferences of the two governments, each counted on its day."),
        rows=Conference.objects.all,
        dimensions={"host": Dimension("host", _("host"))},
    ),
    Figure(
        key="conferences.matters_decided",
        label=_("Major matters decided"),
        unit="item",
        definition=_("Major matters of the cooperation that joint conferences decided."),
        rows=Matter.objects.all,
        dimensions={"conference": Dimension("decided_at__title", _("conference"))},
    ),
    Figure(
        key="conferences.projects_signed",
        label=_("Projects signed at conferences"),
        unit="project",
        definition=_(
            "Signings at joint conferences. These are events: a project signed again elsewhere counts there too."
        ),
        dimensions={"conference": Dimension("title", _("conference"))},
    ),
    Figure(
        key="conferences.investment_signed",
        label=_("Investment signed at conferences"),
        unit="CNY",
        definition=_("Total investment named in the signings at joint conferences, binding or not."),
        dimensions={"conference": Dimension("title", _("conference"))},
    ),
]
