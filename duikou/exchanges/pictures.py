from django.utils.translation import gettext_lazy as _

from duikou.ledger.picture import Picture, chain, monthly

pictures = [
    Picture(_("Visits, talks and events by month"), monthly("exchanges.visits", "exchanges.talks", "exchanges.events")),
    Picture(
        _("Visits, talks and events"),
        chain("exchanges.leader_visits", "exchanges.talks", "exchanges.events", "exchanges.trade_fairs"),
    ),
]
