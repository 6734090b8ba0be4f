from clinic.scheduling.models.appointment import Appointment
from clinic.scheduling.models.appointment_staff import AppointmentStaff
from clinic.scheduling.models.claim import Claim
from clinic.scheduling.models.escort import Escort
from clinic.scheduling.models.freed_time import FreedTime
from clinic.scheduling.models.offer import Offer
from clinic.scheduling.models.opening_hours import OpeningHours, open_spans
from clinic.scheduling.models.room import Room
from clinic.scheduling.models.roster_shift import RosterShift
from clinic.scheduling.models.skip import Skip
from clinic.scheduling.models.visit_kind import Kind, Need, VisitKind
from clinic.scheduling.models.waitlist_entry import WaitlistEntry

__all__ = [
    "Appointment",
    "AppointmentStaff",
    "Claim",
    "Escort",
    "FreedTime",
    "Kind",
    "Need",
    "Offer",
    "OpeningHours",
    "Room",
    "RosterShift",
    "Skip",
    "VisitKind",
    "WaitlistEntry",
    "open_spans",
]
