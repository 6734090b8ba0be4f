"""What each line of the catalogue is called on a page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clinic.reminders import catalogue

NAMES = {
    "M04_7D": _("A week before"),
    "M04_48H": _("Two days before"),
    "M04_24H": _("The day before"),
    "M06_7D": _("A week before: questions, escort"),
    "M08_24H": _("The day before: the list"),
    "M09_2H": _("On the day"),
    "M14_NEXT_DAY": _("The morning after: how are you"),
    "M16_24H": _("The day before"),
    "M16_2H": _("On the day"),
    catalogue.MOVED: _("The visit was moved"),
    catalogue.CANCELLED: _("The visit was called off"),
    "SAFETY_ALERT": _("To one of the staff: open your tasks"),
    catalogue.OFFER: _("A time became free"),
}
