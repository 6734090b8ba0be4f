from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Duty(models.TextChoices):
    """What a person does at a visit, and is rostered for: the role of the day, not the role for life.

    A dosing session needs a medical monitor and a therapist (G15) [S52].
    """

    PRESCRIBER = "PRESCRIBER", _("Prescriber")
    MEDICAL_MONITOR = "MEDICAL_MONITOR", _("Medical monitor")
    THERAPIST = "THERAPIST", _("Therapist")
