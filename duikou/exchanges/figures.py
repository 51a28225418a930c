from django.utils.translation import gettext_lazy as _

from duikou.ledger.figure import Figure

figures = [
    Figure(
        key="exchanges.leader_visits",
        label=_("Visits led by city leaders"),
        unit="visit",
        definition=_("Visits in either direction led by a leader of city level or above."),
    ),
    Figure(
        key="exchanges.talks",
        label=_("Talks"),
        unit="meeting",
        definition=_("Talks between departments, counties, chambers and enterprises of the two sides."),
    ),
    Figure(
        key="exchanges.talk_participants",
        label=_("People at talks"),
        unit="person",
        definition=_("People who took part in talks; one who came twice counts twice."),
    ),
    Figure(
        key="exchanges.events",
        label=_("Promotion events"),
        unit="event",
        definition=_("Promotions, exhibitions, symposia and expos held for the cooperation."),
    ),
    Figure(
        key="exchanges.trade_fairs",
        label=_("Trade fairs"),
        unit="event",
        definition=_("Editions of the trade fair of the two cities."),
    ),
    Figure(
        key="exchanges.trade_fair_attendees",
        label=_("Guests at trade fairs"),
        unit="person",
        definition=_("Guests from the partner province at the trade fairs of the two cities."),
    ),
    Figure(
        key="exchanges.trade_fair_projects_signed",
        label=_("Projects signed at trade fairs"),
        unit="project",
        definition=_("Signings at trade fairs. These are events, not net projects."),
    ),
    Figure(
        key="exchanges.trade_fair_amount_signed",
        label=_("Amount signed at trade fairs"),
        unit="CNY",
        definition=_("Amounts named in the signings at trade fairs, binding or not."),
    ),
]
