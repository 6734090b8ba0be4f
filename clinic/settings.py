"""One file, read from the environment. Production is the default and refuses to start on a weak one."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from clinic.core.weak_settings import weaknesses

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name: str, default: str | None = None) -> str:
    """A setting from the environment, or from the file named by NAME_FILE. Missing: says how to fix it."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text().strip()
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set {name} (or {name}_FILE). See .env.example.")
    return value


def env_bool(name: str, *, default: bool) -> bool:
    value = env(name, str(default))
    if value not in {"True", "False"}:
        raise ImproperlyConfigured(f"{name} must be True or False, not {value!r}.")
    return value == "True"


def database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
    }


# production: a clinic. demo: fictitious people, one-click sign-in. test: the suite. check: no database.
MODE = env("CLINIC_MODE", "production")
if MODE not in {"production", "demo", "test", "check"}:
    raise ImproperlyConfigured("CLINIC_MODE is production, demo, test or check.")
PRODUCTION = MODE == "production"
DEMO = MODE == "demo"

DEBUG = False
SECRET_KEY = env("SECRET_KEY", None if PRODUCTION else "only for " + MODE + " " + "x" * 50)
PUBLIC_ORIGIN = env("PUBLIC_ORIGIN", None if PRODUCTION else "http://localhost:8000")
ALLOWED_HOSTS = [
    host
    for host in env("ALLOWED_HOSTS", None if PRODUCTION else "localhost,127.0.0.1").split(",")
    if host
]
CSRF_TRUSTED_ORIGINS = [PUBLIC_ORIGIN]
VAR = Path(env("CLINIC_VAR", str(BASE_DIR / "var")))
DEMO_FILLING = VAR / "demo-filling"  # there while the demo is still being told

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "simple_history",
    "rest_framework",
    "drf_spectacular",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    # The house, low to high.
    "clinic.core",
    "clinic.audit",
    "clinic.sites",
    "clinic.accounts",
    "clinic.policy",
    "clinic.drug_log",
    "clinic.outbox",
    "clinic.tasks",
    "patients",
    "clinic.scheduling",
    "consent",
    "integration",
    "sessions",
    "clinic.reminders",
    "clinic.fhir",
    "clinic.setup",
    "clinic.portal",
    "clinic.printing",
    "clinic.web",
    "clinic.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "clinic.accounts.middleware.KeepableTextMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "clinic.accounts.middleware.SecondFactorMiddleware",
    "clinic.audit.middleware.AccessLogMiddleware",
    "clinic.accounts.middleware.NoStoreMiddleware",
]

ROOT_URLCONF = "clinic.urls"
WSGI_APPLICATION = "clinic.wsgi.application"
ASGI_APPLICATION = "clinic.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Ours before the sign-in library's, which stands earlier in INSTALLED_APPS.
        "DIRS": [BASE_DIR / "clinic" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "clinic.web.context.shell",
            ],
        },
    },
    {
        # For boards of hundreds of visits: a fifth of the time (templates in <app>/jinja2/, asked for by name).
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "clinic.web.jinja.environment"},
    },
]

# --- Data ------------------------------------------------------------------------------------------
# The app's role may neither change the schema nor touch the audit; migrations run as the owner.
OWNER = os.environ.get("CLINIC_DB_ROLE") == "owner"
NO_DATABASE = "postgresql://nobody@127.0.0.1:1/none" if MODE == "check" else None
DATABASES = {
    "default": {
        **database(env("DATABASE_OWNER_URL" if OWNER else "DATABASE_URL", NO_DATABASE)),
        "ATOMIC_REQUESTS": False,  # each action opens its own transaction
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            "application_name": f"clinic-{MODE}",
            "options": "-c timezone=UTC "
            + (
                "-c app.actor=system:migration -c app.source=migration"
                if OWNER
                else "-c statement_timeout=15000 -c lock_timeout=3000"
                " -c idle_in_transaction_session_timeout=30000"
            ),
        },
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SIMPLE_HISTORY_DATE_INDEX = "composite"
SIMPLE_HISTORY_FILEFIELD_TO_CHARFIELD = True
REDIS_URL = env("REDIS_URL", None if MODE in {"production", "demo"} else "redis://127.0.0.1:1/0")
CACHES = {
    # Counters of the sign-in library only: in the database, so they survive the broker and are shared.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
    },
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# --- Sign-in ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["clinic.accounts.backend.SignInBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "clinic.accounts.adapter.ClinicAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are invited by the manager, nobody signs up
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ALLAUTH_TRUSTED_PROXY_COUNT = int(env("TRUSTED_PROXIES", None if PRODUCTION else "0"))
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Clinic"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
STAFF_NEED_SECOND_FACTOR = env_bool("STAFF_NEED_SECOND_FACTOR", default=PRODUCTION)
FRESH_SIGN_IN_SECONDS = 300  # ASVS 7.5.3 asks for re-authentication before sensitive acts
SESSION_COOKIE_AGE = 12 * 60 * 60  # absolute
SESSION_IDLE_SECONDS = 15 * 60  # 45 CFR 164.312(a)(2)(iii) automatic logoff
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# --- The browser -----------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
# Not "no-referrer": browsers then send "Origin: null" with every form, which the CSRF check refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
USE_X_FORWARDED_HOST = False
if PRODUCTION:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = env_bool("SESSION_COOKIE_SECURE", default=True)
    CSRF_COOKIE_SECURE = env_bool("CSRF_COOKIE_SECURE", default=True)
    SECURE_SSL_REDIRECT = env_bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = int(env("SECURE_HSTS_SECONDS", "31536000"))
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

STATIC_URL = "static/"
# Gathered by collectstatic, which needs no database; in the demo and the tests they are found where they lie.
GATHERED = MODE in {"production", "check"}
STATIC_ROOT = BASE_DIR / "staticfiles" if GATHERED else None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if GATHERED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not GATHERED
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024

# --- Words and time --------------------------------------------------------------------------------
LANGUAGE_CODE = "en-us"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "clinic" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
CLOCK_FILE = env("CLINIC_CLOCK_FILE", "")
FAILPOINTS = MODE == "test"

# --- Messages --------------------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env("SMTP_HOST", None if PRODUCTION else "127.0.0.1")
EMAIL_PORT = int(env("SMTP_PORT", "587" if PRODUCTION else "1025"))
EMAIL_HOST_USER = env("SMTP_USER", "")
EMAIL_HOST_PASSWORD = env("SMTP_PASSWORD", "")
EMAIL_USE_TLS = env_bool("SMTP_TLS", default=PRODUCTION)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("MAIL_FROM", "clinic@localhost")
SMS_URL = env("SMS_URL", None if PRODUCTION else "http://127.0.0.1:1026")
SMS_TOKEN = env("SMS_TOKEN", None if PRODUCTION else "local")
# Where one may ask whether a mail was taken, if the mail service keeps such a list; the local sink does.
MAIL_LOOKUP_URL = env("MAIL_LOOKUP_URL", "" if PRODUCTION else SMS_URL)
MAIL_LOOKUP_TOKEN = env("MAIL_LOOKUP_TOKEN", "" if PRODUCTION else SMS_TOKEN)
# The local sink's own folder: the demo's past messages are already in it when the sink starts.
SINK_DIR = VAR / ("sink" if MODE == "demo" else f"sink-{MODE}")
OUTBOX_TIMING: dict[str, Any] = json.loads(env("OUTBOX_TIMING", "{}"))
OUTBOX_SENDERS = int(
    env("OUTBOX_SENDERS", "4")
)  # letters handed over at once by one worker process

# --- Paper -----------------------------------------------------------------------------------------
# Charts on paper for a day without the program: read by the program's own account alone.
PACKS_DIR = VAR / "downtime"

# --- Workers ---------------------------------------------------------------------------------------
# The broker carries nudges only: it may lose everything at any moment, and nothing is lost.
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_interval": 5,
    "socket_timeout": 10,
    "socket_connect_timeout": 5,
    "socket_keepalive": True,
    "health_check_interval": 25,
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0.2,
}  # the row is the truth
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_BACKEND = None
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_TASK_TIME_LIMIT = 120
CELERY_WORKER_CONCURRENCY = int(env("WORKER_PROCESSES", "2"))
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ETA_TASK_LIMIT = 100
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_ENABLE_UTC = True
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")
# Fixed intervals in UTC only: a crontab runs twice, or not at all, when the clocks change.
CELERY_BEAT_SCHEDULE: dict[str, dict[str, object]] = {
    # A tick nobody took before the next ones came is worth nothing: it expires in the broker.
    name: {"task": name, "schedule": seconds, "options": {"expires": max(seconds, 10.0)}}
    for name, seconds in {
        "outbox.dispatch": 5.0,
        "outbox.reconcile": 15.0,
        "outbox.heartbeat": 30.0,
        "outbox.reap": 30.0,
        "safety.climb": 15.0,
        "tasks.escalate": 30.0,
        "outbox.expire": 60.0,
        "waitlist.tick": 15.0,
        "scheduling.release_holds": 60.0,
        "scheduling.expand_patterns": 3600.0,
        "measures.carry_on": 60.0,
        "courses.call_long_pauses": 900.0,
        "printing.nightly": 900.0,
    }.items()
}

# --- The calendar ----------------------------------------------------------------------------------
# Weekly working patterns are expanded into shifts so many days ahead: a course of half a year fits inside.
ROSTER_AHEAD_DAYS = int(env("ROSTER_AHEAD_DAYS", "182"))

# --- API -------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["clinic.accounts.api.permission.MayAsk"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "clinic.accounts.api.refusal.refuse",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "COERCE_DECIMAL_TO_STRING": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Clinic API",
    "DESCRIPTION": "The same verbs as the pages. Writes take an Idempotency-Key.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_query": {"()": "clinic.core.logs.WithoutQueryString"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["no_query"]},
    },
    "root": {"handlers": ["console"], "level": "INFO" if MODE != "test" else "WARNING"},
}

# --- Production refuses to start on a weak setting -------------------------------------------------
# W021 is HSTS preloading: joining the browsers' list is for the owner of the whole domain to decide.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
if PRODUCTION and (weak := weaknesses(globals())):
    raise ImproperlyConfigured("This is too weak for a clinic:\n- " + "\n- ".join(weak))
