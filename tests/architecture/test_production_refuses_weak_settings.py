"""A real clinic starts on strong settings and on nothing else: each is weakened alone, and each refusal is read."""

import os
import runpy
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from clinic.core.weak_settings import NEEDED_MIDDLEWARE, weaknesses

ROOT = Path(__file__).resolve().parents[2]
STRONG = {
    "CLINIC_MODE": "production",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "PUBLIC_ORIGIN": "https://clinic.example",
    "ALLOWED_HOSTS": "clinic.example",
    "TRUSTED_PROXIES": "1",
    "DATABASE_URL": "postgresql://clinic_app:secret@127.0.0.1:1/clinic",
    "REDIS_URL": "redis://:secret@127.0.0.1:1/0",
    "SMTP_HOST": "mail.clinic.example",
    "SMS_URL": "https://sms.example",
    "SMS_TOKEN": "a-token-of-the-provider",
}


def start(**environment):
    """Read settings.py as a process with this environment would. `None` removes a variable."""
    wanted = {k: v for k, v in {**STRONG, **environment}.items() if v is not None}
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME")}
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            patch.delenv(name)
        for name, value in {**kept, **wanted}.items():
            patch.setenv(name, value)
        return runpy.run_path(str(ROOT / "clinic" / "settings.py"))


@pytest.fixture(scope="module")
def strong():
    return start()


def test_strong_settings_are_accepted(strong):
    assert weaknesses(strong) == []


@pytest.mark.parametrize("name", sorted(set(STRONG) - {"CLINIC_MODE"}))
def test_what_a_clinic_must_decide_has_no_default(name):
    with pytest.raises(ImproperlyConfigured, match=f"Set {name}"):
        start(**{name: None})


def test_production_is_the_default():
    with pytest.raises(ImproperlyConfigured, match="Set SECRET_KEY"):
        start(CLINIC_MODE=None, SECRET_KEY=None)


WEAK_ENVIRONMENT = [
    ("SECRET_KEY", "short", "SECRET_KEY"),
    ("SECRET_KEY", "a" * 60, "SECRET_KEY"),
    ("SECRET_KEY", "django-insecure-" + STRONG["SECRET_KEY"], "SECRET_KEY"),
    ("PUBLIC_ORIGIN", "http://clinic.example", "PUBLIC_ORIGIN must begin with https"),
    ("PUBLIC_ORIGIN", "https://other.example", "ALLOWED_HOSTS"),
    ("ALLOWED_HOSTS", "*", "name each host exactly"),
    ("ALLOWED_HOSTS", "clinic.example,.example", "name each host exactly"),
    ("TRUSTED_PROXIES", "0", "TRUSTED_PROXIES"),
    ("SECURE_SSL_REDIRECT", "False", "SECURE_SSL_REDIRECT"),
    ("SECURE_HSTS_SECONDS", "3600", "SECURE_HSTS_SECONDS"),
    ("SESSION_COOKIE_SECURE", "False", "SESSION_COOKIE_SECURE"),
    ("CSRF_COOKIE_SECURE", "False", "CSRF_COOKIE_SECURE"),
    ("STAFF_NEED_SECOND_FACTOR", "False", "STAFF_NEED_SECOND_FACTOR"),
    ("SMTP_TLS", "False", "SMTP_TLS"),
    ("SMS_URL", "http://sms.example", "SMS_URL"),
    ("SMS_TOKEN", "local", "SMS_TOKEN"),
    ("DATABASE_URL", "postgresql://clinic_app@127.0.0.1/clinic", "DATABASE_URL"),
    ("REDIS_URL", "redis://valkey:6379/0", "REDIS_URL"),
    ("CLINIC_CLOCK_FILE", "/var/lib/clinic/clock", "CLINIC_CLOCK_FILE"),
]


@pytest.mark.parametrize(
    ("name", "value", "named"),
    WEAK_ENVIRONMENT,
    ids=[f"{n}-{row[0]}" for n, row in enumerate(WEAK_ENVIRONMENT, 1)],  # one value is random
)
def test_one_weak_variable_is_enough_to_refuse(name, value, named):
    """Negative control: remove its line from clinic/core/weak_settings.py."""
    with pytest.raises(ImproperlyConfigured) as refusal:
        start(**{name: value})
    said = str(refusal.value)
    assert said.startswith("This is too weak for a clinic:")
    assert named in said


WEAK_CODE = [
    ("DEBUG", True),
    ("DEMO", True),
    ("FAILPOINTS", True),
    ("USE_X_FORWARDED_HOST", True),
    ("CSRF_TRUSTED_ORIGINS", ["https://*.example"]),
    ("SECURE_HSTS_INCLUDE_SUBDOMAINS", False),
    ("SESSION_COOKIE_NAME", "sessionid"),
    ("CSRF_COOKIE_NAME", "csrftoken"),
    ("SESSION_COOKIE_HTTPONLY", False),
    ("CSRF_COOKIE_HTTPONLY", False),
    ("SESSION_COOKIE_SAMESITE", "None"),
    ("CSRF_COOKIE_SAMESITE", None),
    ("SESSION_COOKIE_DOMAIN", ".example"),
    ("CSRF_COOKIE_DOMAIN", ".example"),
    ("SESSION_COOKIE_AGE", 14 * 24 * 3600),
    ("SESSION_EXPIRE_AT_BROWSER_CLOSE", False),
    ("SESSION_IDLE_SECONDS", 3600),
    ("SESSION_IDLE_SECONDS", 0),
    ("SESSION_ENGINE", "django.contrib.sessions.backends.signed_cookies"),
    ("X_FRAME_OPTIONS", "SAMEORIGIN"),
    ("SECURE_CONTENT_TYPE_NOSNIFF", False),
    ("SECURE_REFERRER_POLICY", "unsafe-url"),
    ("MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", True),
    ("PASSWORD_HASHERS", ["django.contrib.auth.hashers.MD5PasswordHasher"]),
    ("AUTH_PASSWORD_VALIDATORS", []),
    ("ACCOUNT_RATE_LIMITS", False),
    ("REST_FRAMEWORK", {}),
    ("REST_FRAMEWORK", {"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"]}),
    ("CELERY_ACCEPT_CONTENT", ["json", "pickle"]),
    ("CELERY_TASK_SERIALIZER", "pickle"),
    ("CELERY_RESULT_BACKEND", "redis://"),
    ("CONTENT_SECURITY_POLICY", {}),
]


@pytest.mark.parametrize(("name", "value"), WEAK_CODE)
def test_one_weak_line_of_settings_is_enough_to_refuse(strong, name, value):
    assert weaknesses({**strong, name: value}) != []


@pytest.mark.parametrize(
    "directive", ["script-src", "style-src", "connect-src", "form-action", "base-uri"]
)
@pytest.mark.parametrize("source", ["'unsafe-inline'", "'unsafe-eval'", "*", "https:"])
def test_the_content_policy_names_no_loose_source(strong, directive, source):
    policy = strong["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    loosened = {**policy, directive: [*policy[directive], source]}
    assert weaknesses({**strong, "CONTENT_SECURITY_POLICY": {"DIRECTIVES": loosened}}) != []


@pytest.mark.parametrize(
    "directive", ["default-src", "frame-ancestors", "script-src", "form-action", "base-uri"]
)
def test_no_directive_of_the_content_policy_may_be_missing(strong, directive):
    policy = dict(strong["CONTENT_SECURITY_POLICY"]["DIRECTIVES"])
    del policy[directive]
    assert weaknesses({**strong, "CONTENT_SECURITY_POLICY": {"DIRECTIVES": policy}}) != []


@pytest.mark.parametrize("name", NEEDED_MIDDLEWARE)
def test_no_guard_may_be_taken_out_of_the_way(strong, name):
    middleware = [each for each in strong["MIDDLEWARE"] if each != name]
    assert len(middleware) == len(strong["MIDDLEWARE"]) - 1
    assert weaknesses({**strong, "MIDDLEWARE": middleware}) != []


def test_mail_may_go_unencrypted_only_to_this_machine():
    assert start(SMTP_HOST="mailpit", SMTP_TLS="False")["EMAIL_USE_TLS"] is False


def run(*command, **environment):
    kept = {
        k: os.environ[k] for k in ("PATH", "HOME", "PYTHONDONTWRITEBYTECODE") if k in os.environ
    }
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**kept, **STRONG, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_djangos_own_deployment_checks_pass():
    done = run("manage.py", "check", "--deploy", "--tag", "security", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ("-m", "gunicorn", "--check-config", "clinic.wsgi:application"),
        ("-m", "celery", "-A", "clinic", "report"),
        ("manage.py", "check"),
    ],
    ids=["web", "worker", "command"],
)
def test_every_program_refuses_not_only_one(command):
    assert run(*command).returncode == 0
    weak = run(*command, SECURE_SSL_REDIRECT="False")
    assert weak.returncode != 0
    assert "SECURE_SSL_REDIRECT must be True." in weak.stderr + weak.stdout
