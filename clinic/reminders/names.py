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
    "M01_0D": _("Questionnaires before treatment"),
    "M01_2D": _("Questionnaires before treatment, again"),
    "M01_5D": _("Questionnaires before treatment, the last time"),
    "M10_3D": _("Questionnaires, three days before a dose"),
    "M10_1D": _("Questionnaires, the day before a dose"),
    "M19_7D": _("Questionnaires a week after"),
    "M19_1M": _("Questionnaires a month after"),
    "M19_3M": _("Questionnaires three months after"),
    "M19_6M": _("Questionnaires six months after"),
    "M20_16D": _("Questionnaires of the endpoint"),
    "M20_21D": _("Questionnaires of the endpoint, again"),
    "M20_28D": _("Questionnaires of the endpoint, the last time"),
    "M21": _("Questionnaires in maintenance"),
    catalogue.MOVED: _("The visit was moved"),
    catalogue.CANCELLED: _("The visit was called off"),
    "SAFETY_ALERT": _("To one of the staff: open your tasks"),
    catalogue.OWN_PAGES: _("The invitation to their own pages"),
    catalogue.OFFER: _("A time became free"),
}
