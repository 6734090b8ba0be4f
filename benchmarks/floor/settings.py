"""A stock Django project, as small as it goes."""

import os

from clinic.settings import DATABASES as _CLINIC

SECRET_KEY = os.environ.get("SECRET_KEY", "only-for-a-benchmark-on-loopback")
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "rest_framework",
    "simple_history",
    "benchmarks.floor",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ROOT_URLCONF = "benchmarks.floor.urls"
DATABASES = {
    "default": {
        **_CLINIC["default"],
        "OPTIONS": {"options": "-c timezone=UTC -c search_path=floor"},
    }
}
# Tables straight from the models: no migrations for what lives as long as a run.
MIGRATION_MODULES = dict.fromkeys(("contenttypes", "auth", "sessions"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
}
