from django.utils.translation import gettext_lazy as _

from duikou.exchanges.models import Event, Talk, Visit
from duikou.ledger.figure import Dimension, Figure, Measure

figures = [
    Figure(
        key="exchanges.leader_visits",
        label=_("Visits led by city leaders"),
        unit="visit",
        definition=_("Visits in either direction led by a leader of city level or above."),
        rows=Visit.objects.led_by_city_leaders,
        dimensions={"direction": Dimension("direction", _("direction")), "side": Dimension("side", _("entered by"))},
    ),
    Figure(
        key="exchanges.talks",
        label=_("Talks"),
        unit="meeting",
        definition=_("Talks between departments, counties, chambers and enterprises of the two sides."),
        rows=Talk.objects.all,
        dimensions={"mode": Dimension("mode", _("mode"))},
    ),
    Figure(
        key="exchanges.talk_participants",
        label=_("People at talks"),
        unit="person",
        definition=_("People who took part in talks; one who came twice counts twice."),
        rows=Talk.objects.all,
        measure=Measure("people"),
        dimensions={"mode": Dimension("mode", _("mode"))},
    ),
    Figure(
        key="exchanges.events",
        label=_("Promotion events"),
        unit="event",
        definition=_("Promotions, exhibitions, symposia and expos held for the cooperation."),
        rows=Event.objects.promotions,
        dimensions={"type": Dimension("type", _("type"))},
    ),
    Figure(
        key="exchanges.trade_fairs",
        label=_("Trade fairs"),
        unit="event",
        definition=_("Editions of the trade fair of the two cities."),
        rows=Event.objects.trade_fairs,
    ),
    Figure(
        key="exchanges.trade_fair_attendees",
        label=_("Guests at trade fairs"),
        unit="person",
        definition=_("Guests from the partner province at the trade fairs of the two cities."),
        rows=Event.objects.trade_fairs,
        measure=Measure("guests"),
    ),
    Figure(
        key="exchanges.trade_fair_projects_signed",
        label=_("Projects signed at trade fairs"),
        unit="project",
        definition=_("Signings at trade fairs. These are events, not net projects."),
        rows=Event.objects.trade_fairs,
        measure=Measure("projects_signed"),
    ),
    Figure(
        key="exchanges.trade_fair_amount_signed",
        label=_("Amount signed at trade fairs"),
        unit="CNY",
        definition=_("Amounts named in the signings at trade fairs, binding or not."),
        rows=Event.objects.trade_fairs,
        measure=Measure("amount_signed"),
    ),
    Figure(
        key="exchanges.visits",
        label=_("Visits"),
        unit="visit",
        definition=_("Visits in either direction, of any level."),
        rows=Visit.objects.all,
        dimensions={"direction": Dimension("direction", _("direction")), "level": Dimension("level", _("level"))},
    ),
]
