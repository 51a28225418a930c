from duikou.ledger.chapters import Chapter

chapter = Chapter(
    "民生项目",
    (
        (
            "支持民生项目{livelihood.projects}",
            "对方出资{livelihood.partner_funding}",
        ),
        (
            "落实资金{livelihood.funding}",
            "已拨付{livelihood.disbursed}",
            "拨付率{livelihood.disbursement_rate}",
        ),
        ("惠及{livelihood.people_served}",),
    ),
    table=(
        "livelihood.projects",
        "livelihood.partner_funding",
        "livelihood.funding",
        "livelihood.disbursed",
        "livelihood.disbursement_rate",
        "livelihood.people_served",
    ),
)
