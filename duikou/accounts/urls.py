from allauth.account import views as account
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from duikou.accounts import views

urlpatterns = [
    path("login/", login_not_required(account.login), name="account_login"),
    path("signup/", login_not_required(account.signup), name="account_signup"),  # closed by the adapter
    path("logout/", account.logout, name="account_logout"),
    path("password/", account.password_change, name="account_change_password"),
    path("account/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("account/other/", include("allauth.socialaccount.urls")),
    path("account/other/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("language/", login_not_required(set_language), name="set_language"),
    path("members/", views.members, name="members"),
    path("members/invite/", views.invite, name="member-invite"),
    path("members/log/", views.log_ins, name="log-ins"),
    path("members/<int:pk>/hand-over/", views.hand_over, name="member-hand-over"),
    path("members/<int:pk>/end/", views.end, name="member-end"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
]
