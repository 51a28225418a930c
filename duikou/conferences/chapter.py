from duikou.ledger.chapters import Best, Chapter

chapter = Chapter(
    "联席会议",
    (
        (
            "双方累计召开联席会议{conferences.held}",
            "议定重大事项{conferences.matters_decided}",
        ),
        (
            "会上签约项目{conferences.projects_signed}",
            "签约投资额{conferences.investment_signed}",
        ),
    ),
    best=(Best("conferences.matters_decided", "conference"),),
    table=(
        "conferences.held",
        "conferences.matters_decided",
        "conferences.projects_signed",
        "conferences.investment_signed",
    ),
)
