"""/api/v1/screening-signatures/"""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from patients.models import ScreeningSignature


class ScreeningSignatureSerializer(serializers.ModelSerializer[ScreeningSignature]):
    is_whole = serializers.BooleanField(
        read_only=True, help_text="Whether what is kept fits `sha256` to the letter."
    )

    class Meta:
        model = ScreeningSignature
        fields: ClassVar = [
            "id",
            "screening",
            "patient",
            "site",
            "signed_at",
            "signed_by",
            "licence",
            "outcome",
            "valid_until",
            "is_again",
            "policy_number",
            "schema",
            "decision",
            "findings",
            "read",
            "before",
            "sha256",
            "is_whole",
        ]


class ScreeningSignatureViewSet(ClinicViewSet[ScreeningSignature]):
    """Signatures under screenings, each with all that the signer had before them (`before`). `sha256` is the
    digest of `schema`, `policy` (the policy's number), `decision`, `findings`, `read` and `before` as JSON
    with sorted keys, no blanks, UTF-8. Schema 0 was signed before that was kept."""

    model = ScreeningSignature
    serializer_class = ScreeningSignatureSerializer
    permission = Permission.SCREENING_VIEW
    filters: ClassVar[dict[str, Any]] = {
        "screening": "screening",
        "patient": "patient",
        "site": "site",
    }
