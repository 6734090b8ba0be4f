from clinic.scheduling.models.appointment import Appointment
from clinic.scheduling.models.claim import Claim
from clinic.scheduling.models.duty import Duty
from clinic.scheduling.models.escort import Escort
from clinic.scheduling.models.opening_hours import OpeningHours, open_spans
from clinic.scheduling.models.room import Room
from clinic.scheduling.models.roster_shift import RosterShift
from clinic.scheduling.models.visit_kind import VisitKind

__all__ = [
    "Appointment",
    "Claim",
    "Duty",
    "Escort",
    "OpeningHours",
    "Room",
    "RosterShift",
    "VisitKind",
    "open_spans",
]
