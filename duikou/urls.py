from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("duikou.accounts.urls")),
    path("", include("duikou.dashboards.urls")),
    path("", include("duikou.parties.urls")),
    path("", include("duikou.conferences.urls")),
    path("", include("duikou.projects.urls")),
    path("", include("duikou.tasks.urls")),
    path("", include("duikou.assessment.urls")),
    path("", include("duikou.briefs.urls")),
    path("", include("duikou.reports.urls")),
    path("", include("duikou.api.urls")),
    path("", include("duikou.ledger.urls")),
]
