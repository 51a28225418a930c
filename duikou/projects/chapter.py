from duikou.ledger.chapters import Best, Chapter

chapter = Chapter(
    "产业项目",
    (
        ("掌握项目线索{projects.leads}",),
        (
            "累计签约项目{projects.signed}",
            "其中民生项目{projects.signed category=livelihood}",
        ),
        (
            "开工项目{projects.started}",
            "开工率{projects.start_rate}",
        ),
        (
            "投产项目{projects.in_production}",
            "投产率{projects.production_rate}",
        ),
        (
            "签约项目计划总投资{projects.investment_signed}",
            "到位资金{projects.paid_in}",
            "资金到位率{projects.paid_in_rate}",
        ),
        (
            "提出问题{projects.problems_raised}",
            "解决{projects.problems_solved}",
        ),
    ),
    best=(
        Best("projects.signed", "category", worst=True),
        Best("projects.paid_in", "category", worst=True),
    ),
    table=(
        "projects.leads",
        "projects.signed",
        "projects.started",
        "projects.in_production",
        "projects.start_rate",
        "projects.production_rate",
        "projects.investment_signed",
        "projects.paid_in",
        "projects.paid_in_rate",
        "projects.jobs_created",
    ),
)
