from duikou.ledger.chapters import Best, Chapter

chapter = Chapter(
    "交流对接",
    (
        ("市级领导带队互访{exchanges.leader_visits}",),
        (
            "开展对接洽谈{exchanges.talks}",
            "参加{exchanges.talk_participants}",
        ),
        ("举办推介展销活动{exchanges.events}",),
        (
            "举办经贸交流会{exchanges.trade_fairs}",
            "参会{exchanges.trade_fair_attendees}",
            "签约项目{exchanges.trade_fair_projects_signed}",
            "签约额{exchanges.trade_fair_amount_signed}",
        ),
    ),
    best=(Best("exchanges.talks", "mode"),),
    table=(
        "exchanges.leader_visits",
        "exchanges.talks",
        "exchanges.talk_participants",
        "exchanges.events",
        "exchanges.trade_fairs",
        "exchanges.trade_fair_attendees",
        "exchanges.trade_fair_projects_signed",
        "exchanges.trade_fair_amount_signed",
    ),
)
