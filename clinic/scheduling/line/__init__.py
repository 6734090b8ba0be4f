"""Everybody in line beside one freed time: the facts the rules of `policies.fits` look at.

The number of queries does not grow with the line. Where a patient's own therapist is on duty and free, the team of the
freed time is theirs; else it is the one that became free.
"""

from clinic.scheduling.line.around import team_of
from clinic.scheduling.line.look import Seen, look_at_line, terms_in_force, whole_line

__all__ = ["Seen", "look_at_line", "team_of", "terms_in_force", "whole_line"]
