"""The parts of a screening that gather: `sections_of` hands them to the page, each with what is missing in it."""

from patients.views.workup.section import Section
from patients.views.workup.sections import sections_of

__all__ = ["Section", "sections_of"]
