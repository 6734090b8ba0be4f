from clinic.scheduling.models.appointment import Appointment
from clinic.scheduling.models.appointment_staff import AppointmentStaff
from clinic.scheduling.models.booking_override import BookingOverride
from clinic.scheduling.models.calendar_feed import CalendarFeed, FeedFetch
from clinic.scheduling.models.change import UNDO_FOR, Change, ChangeLine
from clinic.scheduling.models.claim import Claim
from clinic.scheduling.models.escort import Escort
from clinic.scheduling.models.freed_time import FreedTime
from clinic.scheduling.models.group_visit import GroupVisit, GroupVisitStaff
from clinic.scheduling.models.leave import Leave
from clinic.scheduling.models.offer import Offer
from clinic.scheduling.models.opening_exception import OpeningException, site_spans
from clinic.scheduling.models.opening_hours import OpeningHours, open_spans
from clinic.scheduling.models.room import Equipment, Room
from clinic.scheduling.models.roster_shift import RosterShift
from clinic.scheduling.models.skip import Skip
from clinic.scheduling.models.visit_kind import Kind, Need, VisitKind
from clinic.scheduling.models.waitlist_entry import WaitlistEntry
from clinic.scheduling.models.working_pattern import WorkingPattern

__all__ = [
    "UNDO_FOR",
    "Appointment",
    "AppointmentStaff",
    "BookingOverride",
    "CalendarFeed",
    "Change",
    "ChangeLine",
    "Claim",
    "Equipment",
    "Escort",
    "FeedFetch",
    "FreedTime",
    "GroupVisit",
    "GroupVisitStaff",
    "Kind",
    "Leave",
    "Need",
    "Offer",
    "OpeningException",
    "OpeningHours",
    "Room",
    "RosterShift",
    "Skip",
    "VisitKind",
    "WaitlistEntry",
    "WorkingPattern",
    "open_spans",
    "site_spans",
]
