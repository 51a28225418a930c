from duikou.ledger.chapters import Best, Chapter

chapter = Chapter(
    "科技合作",
    (
        (
            "共建科技平台{science.platforms}",
            "技术创新联盟成员{science.alliance_members}",
        ),
        (
            "转化科技成果{science.transfers}",
            "金额{science.transfer_amount}",
        ),
    ),
    best=(Best("science.platforms", "type"),),
    table=(
        "science.platforms",
        "science.alliance_members",
        "science.transfers",
        "science.transfer_amount",
    ),
)
