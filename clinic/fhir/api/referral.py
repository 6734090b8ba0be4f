"""/api/v1/referrals/"""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import InvalidInput, NotAllowed
from clinic.fhir.actions.referral import import_bundle
from clinic.fhir.api.parsers import BundleParser, JsonBundleParser
from clinic.sites.models import Site
from patients.actions import referral as actions
from patients.actions import referral_fact as facts
from patients.api.patient_identity import CandidateSerializer
from patients.letter.particulars import stored_profile
from patients.models import Patient, Referral

DESK_MAY_SEE = ("names", "birth_date", "phones", "emails", "address", "language")


class ReferralSerializer(serializers.ModelSerializer[Referral]):
    """What the front desk may know of a referral. What it says of health is under referral-facts."""

    person = serializers.SerializerMethodField()

    class Meta:
        model = Referral
        fields: ClassVar = [
            "id",
            "site",
            "patient",
            "course",
            "origin",
            "status",
            "received_at",
            "sender",
            "person",
            "missing",
            "declined_at",
            "declined_by",
            "declined_because",
            "version",
        ]

    def get_person(self, referral: Referral) -> dict[str, Any]:
        """Who it is about and how to reach them, as sent."""
        return {key: referral.person.get(key) for key in DESK_MAY_SEE}


class EvidenceSerializer(serializers.ModelSerializer[Referral]):
    class Meta:
        model = Referral
        fields: ClassVar = ["id", "evidence", "words"]


class ReferralAttachInput(serializers.Serializer[Any]):
    patient = serializers.UUIDField()


class ReferralRegisterInput(serializers.Serializer[Any]):
    given_name = serializers.CharField(max_length=120)
    family_name = serializers.CharField(max_length=120)
    birth_date = serializers.DateField()
    sex = serializers.ChoiceField(Patient.Sex.choices, required=False)
    phone = serializers.CharField(max_length=32, required=False, allow_blank=True)
    email = serializers.EmailField(required=False, allow_blank=True)


class ReferralDeclineInput(serializers.Serializer[Any]):
    because = serializers.CharField(max_length=240)


class ReferralLines(serializers.Serializer[Any]):
    facts = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=500)


class RejectReferralLines(ReferralLines):
    because = serializers.CharField(max_length=240)


class ReferralViewSet(ClinicViewSet[Referral]):
    model = Referral
    serializer_class = ReferralSerializer
    permission = Permission.REFERRAL_VIEW
    filters: ClassVar = {
        "site": "site_id",
        "status": "status",
        "patient": "patient_id",
        "origin": "origin",
    }
    verb = import_bundle

    def get_parsers(self) -> list[BaseParser]:
        """A bundle is posted raw to the list; everything else is our own JSON."""
        if not self.detail and getattr(self.request, "method", "POST") == "POST":
            return [BundleParser(), JsonBundleParser()]
        return super().get_parsers()

    @extend_schema(
        request={"application/fhir+json": OpenApiTypes.OBJECT},
        parameters=[OpenApiParameter("site", OpenApiTypes.UUID, description=_("Whose referral."))],
    )
    def create(self, request: Request) -> Response:
        """Import a FHIR bundle. The same bundle again answers with the referral it made."""
        posted: Any = request.data
        return self.act(import_bundle, self._site(), data=bytes(posted["bundle"]), status=201)

    @extend_schema(responses=CandidateSerializer(many=True))
    @route(detail=True, methods=["get"], url_path="candidates")
    def candidates(self, request: Request, pk: str) -> Response:
        """Who on the books may be this person, likeliest first, and why."""
        referral = self.get_object()
        if not _caller(request).may(Permission.PATIENT_VIEW, referral.site_id):
            raise NotAllowed
        people = Patient.objects.visible_to(_caller(request))
        if referral.patient is not None:
            found = people.like_person(referral.patient)
        else:
            found = people.like(stored_profile(referral.person))
        return Response(CandidateSerializer(found, many=True).data)

    @extend_schema(responses=EvidenceSerializer)
    @route(detail=True, methods=["get"], url_path="evidence")
    def evidence(self, request: Request, pk: str) -> Response:
        """Readings, procedures, notes and the sender's own words: chart text."""
        referral = self.get_object()
        if not _caller(request).may(Permission.CHART_VIEW, referral.site_id):
            raise NotAllowed
        return Response(EvidenceSerializer(referral).data)

    @extend_schema(request=ReferralAttachInput)
    @route(detail=True, methods=["post"], url_path="attach", verb=actions.attach)
    def attach(self, request: Request, pk: str) -> Response:
        patient = self.visible(
            Patient, self.typed(ReferralAttachInput)["patient"], field="patient"
        )
        return self.act(actions.attach, self.get_object(), patient=patient)

    @extend_schema(request=ReferralRegisterInput)
    @route(detail=True, methods=["post"], url_path="register", verb=actions.register_from)
    def register(self, request: Request, pk: str) -> Response:
        return self.act(
            actions.register_from, self.get_object(), **self.typed(ReferralRegisterInput)
        )

    @extend_schema(request=ReferralDeclineInput)
    @route(detail=True, methods=["post"], url_path="decline", verb=actions.decline)
    def decline(self, request: Request, pk: str) -> Response:
        return self.act(actions.decline, self.get_object(), **self.typed(ReferralDeclineInput))

    @extend_schema(request=ReferralLines)
    @route(detail=True, methods=["post"], url_path="confirm-facts", verb=facts.confirm_facts)
    def confirm_facts(self, request: Request, pk: str) -> Response:
        return self.act(facts.confirm_facts, self.get_object(), **self.typed(ReferralLines))

    @extend_schema(request=RejectReferralLines)
    @route(detail=True, methods=["post"], url_path="reject-facts", verb=facts.reject_facts)
    def reject_facts(self, request: Request, pk: str) -> Response:
        return self.act(facts.reject_facts, self.get_object(), **self.typed(RejectReferralLines))

    @extend_schema(request=None)
    @route(detail=True, methods=["post"], url_path="finish-review", verb=facts.finish_review)
    def finish_review(self, request: Request, pk: str) -> Response:
        return self.act(facts.finish_review, self.get_object())

    def _site(self) -> Site:
        """The site named in the address, else the only one where the caller may import."""
        sites = Site.objects.visible_to(_caller(self.request))
        if asked := self.request.query_params.get("site"):
            return self.visible(Site, asked, field="site")  # type: ignore[no-any-return]
        allowed = _caller(self.request).sites_with(Permission.REFERRAL_IMPORT)
        found = list(sites.filter(pk__in=allowed)[:2])
        if not found:
            raise NotAllowed
        if len(found) > 1:
            raise InvalidInput(_("Say at which site."), field="site")
        return found[0]


def _caller(request: Request) -> User:
    """Whoever is here signed in: the base view lets nobody else through."""
    return cast(User, request.user)
