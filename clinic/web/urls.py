from __future__ import annotations

from django.conf import settings
from django.urls import path

from clinic.web.views import components, home, site

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("here/", site.choose, name="site"),
]
if not settings.PRODUCTION:
    urlpatterns.append(path("components/", components.components, name="components"))
