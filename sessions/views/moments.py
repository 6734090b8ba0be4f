"""A day and a time as people type them: on the wall of the clinic."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from clinic.core import localtime
from clinic.core.errors import InvalidInput


class WallMomentField(forms.DateTimeField):
    """Reads the clinic's wall clock; answers an instant. Set `zone` before it is cleaned."""

    zone = "UTC"
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> datetime | None:
        """The instant; a time that a clock change makes unclear is refused with its sentence."""
        read = super().to_python(value)
        if read is None:
            return None
        wall = read.replace(tzinfo=None)
        try:
            return localtime.instant(wall, self.zone)
        except InvalidInput as error:
            raise forms.ValidationError(error.sentence) from error


class WallForm(forms.Form):
    """A form whose moments are on the wall of `zone`."""

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, WallMomentField):
                field.zone = zone
