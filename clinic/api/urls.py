"""Every resource under /api/v1/, one line each, sorted."""

from __future__ import annotations

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from clinic.accounts.api.site import SiteViewSet
from clinic.accounts.api.staff import LicenceViewSet, MembershipViewSet, StaffViewSet
from clinic.policy.api.version import PolicyViewSet

router = SimpleRouter(use_regex_path=False)
router.register("licences", LicenceViewSet, "licence")
router.register("memberships", MembershipViewSet, "membership")
router.register("policies", PolicyViewSet, "policy")
router.register("sites", SiteViewSet, "site")
router.register("staff", StaffViewSet, "staff")

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("", include(router.urls)),
]
