"""All settings, each with a working default. What an office changes comes from the environment.

DATABASE_URL      the database; default SQLite under ZHIHENG_HOME
ZHIHENG_HOME      state: database, originals, snapshots; definitions/ in it is the office's own tree of definitions
SECRET_KEY        signing key; default made once and kept under ZHIHENG_HOME
ALLOWED_HOSTS     names the site answers to, with commas; default loopback
ZHIHENG_HTTPS     1 where the site is served over https: cookies then travel over https alone
ZHIHENG_SIGN_IN   local (accounts kept here), oidc or cas (the office's own provider); with the latter two:
  ZHIHENG_SIGN_IN_URL      the issuer, or the base address of CAS
  ZHIHENG_SIGN_IN_CLIENT   the client id; ZHIHENG_SIGN_IN_SECRET its secret, from the environment alone
  ZHIHENG_SIGN_IN_CLAIM    the claim or attribute that is the employee number; default sub, or the user of CAS
  ZHIHENG_SIGN_IN_UNKNOWN  refuse (default) or wait: whom nobody added stands in a list until let in
  ZHIHENG_BREAK_GLASS      the one username that may still sign in with a password kept here
ZHIHENG_IDLE      minutes without use after which a session ends; default 60, 0 never
ZHIHENG_SESSIONS  sessions that one person may have at once; default 5, 0 any number
ZHIHENG_TOKENS    1 (default): people may make tokens for programs; 0: none is made, and none that was made opens anything
ZHIHENG_DIGEST    sha256 or sm3: what seals the history from now on; what was sealed keeps its own
ZHIHENG_ENGINE    duckdb (default: snapshots of the rows), database (the rows themselves, for a small office) or spark
ZHIHENG_SPARK     the master of the Spark cluster, spark://host:7077; docs/methods/scale.md
EMAIL_URL         smtp://user:password@host:587/?tls=1 or smtps://…: reminders go out by it; unset, none does
EMAIL_FROM        the sender; default the user in EMAIL_URL
ZHIHENG_DEBUG     1 shows tracebacks in the browser
"""

import os

import dj_database_url
from csp.constants import NONE, SELF

from zhiheng.project.home import home, office_definitions, secret_key
from zhiheng.project.libraries import charts_library
from zhiheng.project.mailing import mail_settings
from zhiheng.project.signing import sign_in_settings

HOME = home()
SECRET_KEY = secret_key(HOME)
DEBUG = os.environ.get("ZHIHENG_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
HTTPS = os.environ.get("ZHIHENG_HTTPS") == "1"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "zhiheng.web",
    "zhiheng.history",
    "zhiheng.directory",
    "zhiheng.accounts",
    "zhiheng.documents",
    "zhiheng.plans",
    "zhiheng.registers",
    "zhiheng.indicators",
    "zhiheng.assessments",
    "zhiheng.publications",
    "zhiheng.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "zhiheng.accounts.middleware.OfficeMiddleware",
    "zhiheng.web.scoping.ScopeMiddleware",
    "zhiheng.web.faults.FaultMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "zhiheng.project.urls"
WSGI_APPLICATION = "zhiheng.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zhiheng.web.frame.frame",
            ],
            "builtins": ["django.templatetags.static", "zhiheng.web.templatetags.parts"],
        },
    }
]

DATABASES = {
    "default": dj_database_url.config(default=f"sqlite:///{HOME / 'db.sqlite3'}", conn_max_age=60)
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/start/"
LOGOUT_REDIRECT_URL = "/sign-in/"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
CSRF_FAILURE_VIEW = "zhiheng.web.faults.outdated"
SESSION_COOKIE_AGE = 8 * 3600
globals().update(sign_in_settings(os.environ))  # SIGN_IN, SIGN_IN_URL and their kin
globals().update(mail_settings(os.environ))  # MAILS, EMAIL_HOST and their kin
IDLE_MINUTES = int(os.environ.get("ZHIHENG_IDLE", "60"))
SESSIONS_AT_ONCE = int(os.environ.get("ZHIHENG_SESSIONS", "5"))
TOKENS = os.environ.get("ZHIHENG_TOKENS", "1") != "0"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = charts_library()
WHITENOISE_USE_FINDERS = True
SEAL_DIGEST = os.environ.get("ZHIHENG_DIGEST", "sha256")
ENGINE = os.environ.get("ZHIHENG_ENGINE", "duckdb")  # what figures are computed by
ORIGINALS = HOME / "originals"
DEFINITIONS = office_definitions()

DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024  # forms; files go to disk as they arrive
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 500  # all answers of a round at once
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
UPLOAD_LIMIT = 100 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "zhiheng.documents.uploads.LimitedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("ZHIHENG_LOG", "WARNING")},
}
