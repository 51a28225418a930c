from duikou.ledger.chapters import Best, Chapter

chapter = Chapter(
    "协议签订与履行",
    (
        (
            "双方累计签订协议{agreements.signed}",
            "其中有约束力的协议{agreements.binding}",
            "框架协议和意向协议{agreements.not_binding}",
        ),
        ("正式协议金额{agreements.amount}",),
        (
            "到期履约事项{agreements.obligations_due}",
            "已履行{agreements.obligations_fulfilled}",
            "履约率{agreements.fulfilment_rate}",
        ),
    ),
    best=(Best("agreements.signed", "type"),),
    table=(
        "agreements.signed",
        "agreements.binding",
        "agreements.not_binding",
        "agreements.amount",
        "agreements.obligations_due",
        "agreements.fulfilment_rate",
    ),
)
