from consent.models.acknowledgement import ElementAcknowledgement, ElementAcknowledgementQuerySet
from consent.models.capacity import CapacityAttestation, CapacityAttestationQuerySet
from consent.models.consent import Consent, ConsentQuerySet
from consent.models.form import ConsentForm, ConsentFormQuerySet, ConsentType
from consent.models.teach_back import TeachBackAnswer, TeachBackAnswerQuerySet

__all__ = [
    "CapacityAttestation",
    "CapacityAttestationQuerySet",
    "Consent",
    "ConsentForm",
    "ConsentFormQuerySet",
    "ConsentQuerySet",
    "ConsentType",
    "ElementAcknowledgement",
    "ElementAcknowledgementQuerySet",
    "TeachBackAnswer",
    "TeachBackAnswerQuerySet",
]
