from duikou.ledger.chapters import Best, Chapter

chapter = Chapter(
    "文化旅游合作",
    (
        (
            "共同推出旅游线路{tourism.routes}",
            "接待对口城市游客{tourism.visitors}",
        ),
        ("举办文旅推介活动{tourism.promotions}",),
    ),
    best=(Best("tourism.visitors", "route", worst=True),),
    table=(
        "tourism.routes",
        "tourism.visitors",
        "tourism.promotions",
    ),
)
