from clinic.scheduling.models.appointment import Appointment
from clinic.scheduling.models.appointment_staff import AppointmentStaff
from clinic.scheduling.models.claim import Claim
from clinic.scheduling.models.escort import Escort
from clinic.scheduling.models.opening_hours import OpeningHours, open_spans
from clinic.scheduling.models.room import Room
from clinic.scheduling.models.roster_shift import RosterShift
from clinic.scheduling.models.visit_kind import Kind, Need, VisitKind

__all__ = [
    "Appointment",
    "AppointmentStaff",
    "Claim",
    "Escort",
    "Kind",
    "Need",
    "OpeningHours",
    "Room",
    "RosterShift",
    "VisitKind",
    "open_spans",
]
