"""How much ketamine a person has had, and when that asks for a review. Pure: no database, no clock."""

from sessions.exposure.amount import NOTHING, Amount, exactly, total
from sessions.exposure.elsewhere import Elsewhere
from sessions.exposure.exposure import Exposure, RouteLine, Weekly, Window, exposure
from sessions.exposure.given import DrugRow, End, Given, Sitting, given
from sessions.exposure.triggers import Code, Course, Level, Standing, standing

__all__ = [
    "NOTHING",
    "Amount",
    "Code",
    "Course",
    "DrugRow",
    "Elsewhere",
    "End",
    "Exposure",
    "Given",
    "Level",
    "RouteLine",
    "Sitting",
    "Standing",
    "Weekly",
    "Window",
    "exactly",
    "exposure",
    "given",
    "standing",
    "total",
]
