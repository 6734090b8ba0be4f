"""What a real clinic must not start with. Pure: settings in, sentences out; settings.py refuses on the first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

YEAR = 31_536_000  # seconds
WORKDAY = 12 * 60 * 60
ON_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
CATCHER = "mailpit"  # docker-compose.yml: mail that never leaves the machine
NEEDED_MIDDLEWARE = (
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "clinic.accounts.middleware.SecondFactorMiddleware",
    "clinic.audit.middleware.AccessLogMiddleware",
    "clinic.accounts.middleware.NoStoreMiddleware",
)
STRONG_HASHERS = ("Scrypt", "Argon2")

Settings = Mapping[str, Any]


def weaknesses(settings: Settings) -> list[str]:
    """One sentence for each setting that is weaker than a clinic may run with; empty if none is."""
    return [
        sentence
        for check in (address, secrets, cookies, headers, sign_in, services, leftovers)
        for sentence in check(settings)
    ]


def address(s: Settings) -> Iterator[str]:
    hosts = s["ALLOWED_HOSTS"]
    if not hosts or any(host.startswith((".", "*")) for host in hosts):
        yield "ALLOWED_HOSTS must name each host exactly; no * and no leading dot."
    origin = urlsplit(s["PUBLIC_ORIGIN"])
    if origin.scheme != "https":
        yield "PUBLIC_ORIGIN must begin with https://."
    if origin.hostname not in hosts:
        yield "The host of PUBLIC_ORIGIN must be one of ALLOWED_HOSTS."
    if any("*" in o or not o.startswith("https://") for o in s["CSRF_TRUSTED_ORIGINS"]):
        yield "CSRF_TRUSTED_ORIGINS must be https addresses without *."
    if s.get("USE_X_FORWARDED_HOST"):
        yield "USE_X_FORWARDED_HOST must be off: the caller would choose our name."
    if not s["SECURE_SSL_REDIRECT"]:
        yield "SECURE_SSL_REDIRECT must be True."
    if s["SECURE_HSTS_SECONDS"] < YEAR or not s["SECURE_HSTS_INCLUDE_SUBDOMAINS"]:
        yield "SECURE_HSTS_SECONDS must be a year (31536000) or more, subdomains included."


def secrets(s: Settings) -> Iterator[str]:
    key = s["SECRET_KEY"]
    if len(key) < 50 or len(set(key)) < 16 or key.startswith(("django-insecure", "only for")):
        yield "SECRET_KEY must be 50 or more random characters."
    if not s["DATABASES"]["default"]["PASSWORD"]:
        yield "DATABASE_URL must carry a password."
    broker = urlsplit(s["REDIS_URL"])
    if not broker.password:
        yield "REDIS_URL must carry a password."
    if len(s["SMS_TOKEN"]) < 16:
        yield "SMS_TOKEN must be the token of your provider (16 or more characters)."


def cookies(s: Settings) -> Iterator[str]:
    for kind in ("SESSION", "CSRF"):
        if not s[f"{kind}_COOKIE_NAME"].startswith("__Host-"):
            yield f"{kind}_COOKIE_NAME must begin with __Host-."
        if not s[f"{kind}_COOKIE_SECURE"]:
            yield f"{kind}_COOKIE_SECURE must be True."
        if not s[f"{kind}_COOKIE_HTTPONLY"]:
            yield f"{kind}_COOKIE_HTTPONLY must be True."
        if s[f"{kind}_COOKIE_SAMESITE"] not in {"Lax", "Strict"}:
            yield f"{kind}_COOKIE_SAMESITE must be Lax or Strict."
        if s.get(f"{kind}_COOKIE_DOMAIN"):
            yield f"{kind}_COOKIE_DOMAIN must be unset: a __Host- cookie belongs to one host."
    if s["SESSION_COOKIE_AGE"] > WORKDAY or not s["SESSION_EXPIRE_AT_BROWSER_CLOSE"]:
        yield "A session must end with the browser, and after 12 hours."
    if not 0 < s["SESSION_IDLE_SECONDS"] <= 15 * 60:
        yield "SESSION_IDLE_SECONDS must be 15 minutes or less (45 CFR 164.312(a)(2)(iii))."
    if not s["SESSION_ENGINE"].endswith(".db"):
        yield "Sessions must live in the database: they outlive the broker and can be ended."


def headers(s: Settings) -> Iterator[str]:
    missing = [name for name in NEEDED_MIDDLEWARE if name not in s["MIDDLEWARE"]]
    if missing:
        yield f"MIDDLEWARE must hold {', '.join(missing)}."
    policy = s["CONTENT_SECURITY_POLICY"].get("DIRECTIVES", {})
    if policy.get("default-src") != ["'none'"] or policy.get("frame-ancestors") != ["'none'"]:
        yield "CONTENT_SECURITY_POLICY must begin with default-src 'none' and allow no frames."
    loose = {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:", "data:"}
    for directive in ("script-src", "style-src", "connect-src", "form-action", "base-uri"):
        if directive not in policy or loose & set(policy[directive]):
            yield f"CONTENT_SECURITY_POLICY: {directive} must be there and name no loose source."
    if s["X_FRAME_OPTIONS"] != "DENY" or s.get("SECURE_CONTENT_TYPE_NOSNIFF") is False:
        yield "X_FRAME_OPTIONS must be DENY and SECURE_CONTENT_TYPE_NOSNIFF on."
    if s["SECURE_REFERRER_POLICY"] not in {"no-referrer", "same-origin"}:
        yield "SECURE_REFERRER_POLICY must keep our addresses to ourselves."


def sign_in(s: Settings) -> Iterator[str]:
    if not s["STAFF_NEED_SECOND_FACTOR"]:
        yield "STAFF_NEED_SECOND_FACTOR must be True."
    if s["MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"]:
        yield "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN must be off."
    if not any(strong in s["PASSWORD_HASHERS"][0] for strong in STRONG_HASHERS):
        yield "PASSWORD_HASHERS must begin with scrypt or Argon2."
    lengths = [v.get("OPTIONS", {}).get("min_length", 0) for v in s["AUTH_PASSWORD_VALIDATORS"]]
    if max(lengths, default=0) < 12:
        yield "AUTH_PASSWORD_VALIDATORS must ask for 12 characters or more."
    if s.get("ACCOUNT_RATE_LIMITS") is False:
        yield "ACCOUNT_RATE_LIMITS must not be switched off."
    if s["ALLAUTH_TRUSTED_PROXY_COUNT"] < 1:
        yield (
            "TRUSTED_PROXIES must be the number of your proxies, 1 or more: https is theirs to speak, and sign-in "
            "limits count the address that the outermost one saw."
        )
    permissions = s["REST_FRAMEWORK"].get("DEFAULT_PERMISSION_CLASSES", [])
    if not permissions or any(name.endswith("AllowAny") for name in permissions):
        yield "REST_FRAMEWORK must ask for a permission by default."


def services(s: Settings) -> Iterator[str]:
    here = s["EMAIL_HOST"] in ON_THIS_MACHINE | {CATCHER}
    if not (here or s["EMAIL_USE_TLS"] or s.get("EMAIL_USE_SSL")):
        yield "SMTP_TLS must be True unless the mail server is this machine."
    sms = urlsplit(s["SMS_URL"])
    if sms.scheme != "https" and sms.hostname not in ON_THIS_MACHINE:
        yield "SMS_URL must begin with https://."
    if s["CELERY_ACCEPT_CONTENT"] != ["json"] or s["CELERY_TASK_SERIALIZER"] != "json":
        yield "Workers must accept JSON only."
    if s["CELERY_RESULT_BACKEND"]:
        yield "CELERY_RESULT_BACKEND must be off: results would leave the database."


def leftovers(s: Settings) -> Iterator[str]:
    if s["DEBUG"]:
        yield "DEBUG must be off: its error pages show patients' data."
    if s["FAILPOINTS"]:
        yield "FAILPOINTS must be off; they are for tests."
    if s["CLOCK_FILE"]:
        yield "CLINIC_CLOCK_FILE must be unset: a real clinic has only the real time."
    if s["DEMO"]:
        yield "Demo sign-ins must be off."
