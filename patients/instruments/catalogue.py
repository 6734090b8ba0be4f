"""Every questionnaire this program ships."""

from patients.instruments.definition import Instrument
from patients.instruments.gad7 import GAD7
from patients.instruments.phq9 import PHQ9
from patients.instruments.suicide_risk import SUICIDE_SCREEN

INSTRUMENTS: tuple[Instrument, ...] = (PHQ9, GAD7, SUICIDE_SCREEN)
