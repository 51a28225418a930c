from duikou.ledger.register import Register
from duikou.projects.models import Lead, Output, Phase, Project

registers = [
    Register(
        model=Lead,
        name="leads",
        icon="search",
        columns=("source", "prospect"),
        form=("source", "prospect"),
        search=("title", "note", "source"),
    ),
    Register(
        model=Project,
        name="projects",
        icon="folder",
        columns=("stage", "category", "investor", "investment_planned", "signed_on"),
        form=(
            "stage", "category", "investor", "site", "county", "signed_on", "signed_precision", "started_on",
            "started_precision", "expected_by", "produced_on", "investment_planned", "product", "capacity",
            "jobs_expected",
        ),
        filters=("stage", "category"),
        search=("title", "note", "site"),
    ),
    Register(
        model=Phase,
        name="phases",
        icon="list-check",
        columns=("belongs_to", "capacity"),
        form=("belongs_to", "capacity"),
    ),
    Register(
        model=Output,
        name="outputs",
        icon="chart-bar",
        columns=("belongs_to", "product", "quantity"),
        form=("belongs_to", "product", "quantity"),
        search=("title", "note", "product"),
    ),
]  # fmt: skip
