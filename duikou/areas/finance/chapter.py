from duikou.ledger.chapters import Chapter

chapter = Chapter(
    "金融合作",
    (
        ("互设金融机构{finance.institutions}",),
        ("授信额度{finance.credit_lines}",),
        (
            "企业融资需求{finance.needs}",
            "已满足{finance.needs_met}",
            "满足率{finance.needs_met_rate}",
        ),
    ),
    table=(
        "finance.institutions",
        "finance.credit_lines",
        "finance.needs",
        "finance.needs_met",
        "finance.needs_met_rate",
    ),
)
