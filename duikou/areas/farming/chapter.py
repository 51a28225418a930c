from duikou.ledger.chapters import Best, Chapter

chapter = Chapter(
    "农业产销合作",
    (
        ("上线农产品类别{farming.product_categories_online}",),
        ("外销农产品{farming.sold_outside}",),
        ("签订意向采购量{farming.offtake_intended}",),
        (
            "产销合同约定年供应{farming.offtake_contracted}",
            "已交货{farming.delivered}",
        ),
        ("提供农产品展厅{farming.exhibition_area}",),
    ),
    best=(
        Best("farming.sold_outside", "goods", worst=True),
        Best("farming.delivered", "goods"),
    ),
    table=(
        "farming.product_categories_online",
        "farming.sold_outside",
        "farming.sales_amount",
        "farming.offtake_intended",
        "farming.offtake_contracted",
        "farming.delivered",
        "farming.exhibition_area",
    ),
)
