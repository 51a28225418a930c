from duikou.ledger.chapters import Best, Chapter

chapter = Chapter(
    "干部人才交流",
    (
        ("{a}选派干部{talent.cadres_sent_batches}、{talent.cadres_sent}赴{b}挂职",),
        ("{b}干部{talent.cadres_received_batches}、{talent.cadres_received}到{a}学习交流",),
        ("培训企业家{talent.entrepreneurs_trained}",),
        ("累计选派{talent.sent_total_batches}、{talent.sent_total}赴{b}学习交流",),
        ("挂职{talent.people_posted}",),
    ),
    best=(Best("talent.sent_total", "programme"),),
    table=(
        "talent.cadres_sent",
        "talent.cadres_sent_batches",
        "talent.cadres_received",
        "talent.cadres_received_batches",
        "talent.entrepreneurs_trained",
        "talent.sent_total",
        "talent.sent_total_batches",
        "talent.people_posted",
        "talent.postings",
    ),
)
