"""Settings, all from the environment: DUIKOU_DATA, DATABASE_URL, SECRET_KEY, DUIKOU_DEBUG, DUIKOU_HOSTS, DUIKOU_ADDRESS."""

import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent
DATA_DIR = Path(env.str("DUIKOU_DATA", default="data")).resolve()
EVIDENCE_DIR = DATA_DIR / "evidence"
HOLIDAYS_FILE = env.path("DUIKOU_HOLIDAYS", default=str(DATA_DIR / "holidays.json"))  # notices of the years since


def _secret_key() -> str:
    """The key of this installation: from the environment, else made once and kept beside the data."""
    path = DATA_DIR / "secret.key"
    if not path.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = env.str("SECRET_KEY", default="") or _secret_key()
DEBUG = env.bool("DUIKOU_DEBUG", default=False)
ALLOWED_HOSTS = env.list("DUIKOU_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("DUIKOU_ORIGINS", default=[])
SITE_ADDRESS = env.str("DUIKOU_ADDRESS", default="http://localhost:8000")  # where links in papers lead

# The apps stand in the order of the story; the import-linter layers and the menu follow the same order.
STORY = [
    "duikou.regions",
    "duikou.accounts",
    "duikou.ledger",
    "duikou.parties",
    "duikou.conferences",
    "duikou.exchanges",
    "duikou.agreements",
    "duikou.projects",
    "duikou.areas.farming",
    "duikou.areas.parks",
    "duikou.areas.livelihood",
    "duikou.areas.science",
    "duikou.areas.twinning",
    "duikou.areas.talent",
    "duikou.areas.tourism",
    "duikou.areas.finance",
    "duikou.subsidies",
    "duikou.cases",
    "duikou.fairs",
    "duikou.tasks",
    "duikou.assessment",
    "duikou.briefs",
    "duikou.reports",
    "duikou.dashboards",
    "duikou.api",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    *STORY,
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "duikou.accounts.middleware.CookieLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "duikou.accounts.middleware.MembershipMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "duikou.urls"
WSGI_APPLICATION = "duikou.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "duikou.ledger.context.frame",
            ],
        },
    }
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'duikou.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # writers queue instead of failing half-way
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

HOOK_HOSTS = env.list("DUIKOU_HOOK_HOSTS", default=[])  # besides the known chat services, host:port
# A model that reads beside the grammar, OpenAI-compatible; none by default.
READER_MODEL_URL = env.str("DUIKOU_READER_MODEL_URL", default="")
READER_MODEL_NAME = env.str("DUIKOU_READER_MODEL_NAME", default="")
READER_MODEL_KEY = env.str("DUIKOU_READER_MODEL_KEY", default="")
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_ADAPTER = "duikou.accounts.adapter.InvitedOnly"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login_failed": None}  # axes counts them in the database, for all workers together
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Duikou 对口"
USERSESSIONS_TRACK_ACTIVITY = False  # which sessions are open is shown to their user; what is done in them is not kept
SOCIALACCOUNT_ADAPTER = "duikou.accounts.adapter.KnownUsersOnly"
SOCIALACCOUNT_ONLY = False
# One log-in of the government's own through OpenID Connect, when its issuer is set.
OIDC_ISSUER = env.str("DUIKOU_OIDC_ISSUER", default="")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": env.str("DUIKOU_OIDC_NAME", default="统一身份认证"),
                "client_id": env.str("DUIKOU_OIDC_CLIENT", default=""),
                "secret": env.str("DUIKOU_OIDC_SECRET", default=""),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
        if OIDC_ISSUER
        else []
    }
}
EMAIL_URL = env.str("DUIKOU_EMAIL_URL", default="consolemail://")
vars().update(env.email_url_config(EMAIL_URL))
DEFAULT_FROM_EMAIL = env.str("DUIKOU_EMAIL_FROM", default="duikou@localhost")
AXES_USERNAME_CALLABLE = "duikou.accounts.adapter.username_tried"
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("DUIKOU_HTTPS", default=False)

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = True  # no collectstatic step between `pip install` and a running app

EVIDENCE_MAX_BYTES = 50 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# ECharts and tooltips set style attributes; everything else comes from our own files.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
