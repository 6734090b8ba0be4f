"""Every resource under /api/v1/, one line each, sorted."""

from __future__ import annotations

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from clinic.accounts.api.site import SiteViewSet
from clinic.accounts.api.staff import LicenceViewSet, MembershipViewSet, StaffViewSet
from clinic.drug_log.api.ledger import LedgerViewSet, LotViewSet, ProductViewSet
from clinic.policy.api.version import PolicyViewSet
from clinic.scheduling.api.appointment import AppointmentViewSet
from clinic.scheduling.api.escort import EscortViewSet
from clinic.scheduling.api.free_time import FreeTimeViewSet
from clinic.scheduling.api.opening_hours import OpeningHoursViewSet
from clinic.scheduling.api.room import RoomViewSet
from clinic.scheduling.api.roster_shift import RosterShiftViewSet
from clinic.scheduling.api.visit_kind import VisitKindViewSet

router = SimpleRouter(use_regex_path=False)
router.register("appointments", AppointmentViewSet, "appointment")
router.register("drug-ledger", LedgerViewSet, "drug-ledger")
router.register("drug-lots", LotViewSet, "drug-lot")
router.register("drug-products", ProductViewSet, "drug-product")
router.register("escorts", EscortViewSet, "escort")
router.register("free-times", FreeTimeViewSet, "free-time")
router.register("licences", LicenceViewSet, "licence")
router.register("memberships", MembershipViewSet, "membership")
router.register("opening-hours", OpeningHoursViewSet, "opening-hours")
router.register("policies", PolicyViewSet, "policy")
router.register("rooms", RoomViewSet, "room")
router.register("shifts", RosterShiftViewSet, "shift")
router.register("sites", SiteViewSet, "site")
router.register("staff", StaffViewSet, "staff")
router.register("visit-kinds", VisitKindViewSet, "visit-kind")

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("", include(router.urls)),
]
