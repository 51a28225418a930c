from allauth.account import views as account
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", login_not_required(account.login), name="account_login"),
    path("signup/", login_not_required(account.signup), name="account_signup"),  # closed by the adapter
    path("logout/", account.logout, name="account_logout"),
    path("password/", account.password_change, name="account_change_password"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("", include("duikou.dashboards.urls")),
    path("", include("duikou.parties.urls")),
    path("", include("duikou.projects.urls")),
    path("", include("duikou.ledger.urls")),
]
