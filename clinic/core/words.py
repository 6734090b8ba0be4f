"""Sentences that are translated when somebody reads them, not when a rule thinks of them.

A rule over a day of two hundred visits has thousands of things to say, and a page shows a handful. What a rule
hands on is the template with its values; `str()` makes the sentence, in the language of whoever reads it then.

    from clinic.core.words import later as _

    _("The weight is from %s.") % case.day(weight.measured_at)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import dateformat
from django.utils.translation import gettext


@dataclass(slots=True)
class Words:
    """A sentence still to be said: `values` fill the template as `%` does, and may be words themselves."""

    template: str
    values: object = None

    def __mod__(self, values: object) -> Words:
        return Words(self.template, values)

    def __str__(self) -> str:
        sentence = gettext(self.template)
        return sentence if self.values is None else sentence % self.values


@dataclass(slots=True)
class Dated:
    """A day or an hour still to be written. `shape` is one of Django's date formats."""

    when: date
    shape: str

    def __str__(self) -> str:
        return dateformat.format(self.when, self.shape)


later = Words
Text = str | Words
