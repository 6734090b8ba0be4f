"""Every questionnaire this program ships, in the order in which a clinic thinks of them."""

from patients.instruments.audit_c import AUDIT_C
from patients.instruments.cadss import CADSS_6, CADSS_23
from patients.instruments.cognition import COGNITION
from patients.instruments.dast10 import DAST10
from patients.instruments.definition import Instrument
from patients.instruments.external import BDI_II, HAM_D, MADRS
from patients.instruments.gad7 import GAD7
from patients.instruments.icsi import ICPI, ICSI
from patients.instruments.mdq import MDQ
from patients.instruments.meq30 import MEQ30
from patients.instruments.own_scales import ANXIETY, MOOD, SIDE_EFFECTS
from patients.instruments.pcl5 import PCL5
from patients.instruments.phq9 import PHQ9
from patients.instruments.qids import QIDS
from patients.instruments.suicide_risk import SUICIDE_SCREEN
from patients.instruments.urinary import URINARY, URINARY_SINGLE
from patients.instruments.who5 import WHO5

INSTRUMENTS: tuple[Instrument, ...] = (
    PHQ9,
    GAD7,
    PCL5,
    WHO5,
    AUDIT_C,
    SUICIDE_SCREEN,
    MOOD,
    ANXIETY,
    SIDE_EFFECTS,
    URINARY,
    URINARY_SINGLE,
    COGNITION,
    QIDS,
    DAST10,
    MDQ,
    CADSS_6,
    CADSS_23,
    MEQ30,
    ICSI,
    ICPI,
    MADRS,
    HAM_D,
    BDI_II,
)
