"""The exclusion catalogue of domain/04 sections 4.2 and 4.3, one row each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


def gettext_noop(text: str) -> str:
    """Mark a label for translation without importing Django here."""
    return text


class Level(StrEnum):
    """HARD blocks while present. RX blocks until a prescriber writes why treatment is still right."""

    HARD = "HARD"
    RX = "RX"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One reason not to treat.

    ``can_resolve`` is false for facts that stay true for life once true: they cannot be closed by
    calling them over, only by recording that they were never there [POL].
    """

    code: str
    label: str
    level: Level
    source: str
    can_resolve: bool = True


_ = gettext_noop

ABSOLUTE: tuple[Exclusion, ...] = (
    Exclusion("X01", _("Cannot give informed consent"), Level.HARD, "[S39]"),
    Exclusion("X02", _("Pregnancy or breastfeeding"), Level.HARD, "[S39] [S40]"),
    Exclusion(
        "X03",
        _("Hypersensitivity to ketamine or esketamine"),
        Level.HARD,
        "[S40] [S12]",
        can_resolve=False,
    ),
    Exclusion(
        "X04",
        _("Current psychosis, schizophrenia or schizoaffective disorder"),
        Level.HARD,
        "[S40] [S23] [ART]",
    ),
    Exclusion("X05", _("Current mania or mixed state"), Level.HARD, "[S85] [S23]"),
    Exclusion(
        "X06",
        _("Aneurysmal vascular disease or arteriovenous malformation"),
        Level.HARD,
        "[S12] [POL]",
    ),
    Exclusion(
        "X07",
        _("History of bleeding in the brain"),
        Level.HARD,
        "[S12]",
        can_resolve=False,
    ),
    Exclusion(
        "X08",
        _("Uncontrolled hypertension, or a condition where a pressure surge is dangerous"),
        Level.HARD,
        "[S11] [S40] [POL]",
    ),
    Exclusion(
        "X09",
        _(
            "Unstable angina, heart attack or stroke in the last 3 months, decompensated heart "
            "failure or serious arrhythmia"
        ),
        Level.HARD,
        "[S40] [POL]",
    ),
    Exclusion(
        "X10",
        _("Raised pressure in the skull or the eye, uncontrolled glaucoma"),
        Level.HARD,
        "[S11] [S85]",
    ),
    Exclusion(
        "X11",
        _("Severe liver disease, or liver tests above 3 times normal and unresolved"),
        Level.HARD,
        "[S12] [POL]",
    ),
    Exclusion(
        "X12",
        _("Ketamine or PCP use disorder, or recreational use in the last 12 months"),
        Level.HARD,
        "[S40]",
    ),
    Exclusion(
        "X13", _("Theophylline or aminophylline that cannot be stopped"), Level.HARD, "[S11]"
    ),
    Exclusion(
        "X14",
        _("Substance use disorder meeting criteria in the last 3 months"),
        Level.HARD,
        "[S39]",
    ),
    Exclusion(
        "X15",
        _("Suicidal intent or plan that needs a higher level of care"),
        Level.HARD,
        "[S23] [S39]",
    ),
    Exclusion("X16", _("Intoxicated today"), Level.HARD, "[S50]"),
    Exclusion(
        "X17",
        _("Cystitis, unexplained urinary symptoms, or bladder harm from ketamine before"),
        Level.HARD,
        "[S85] [POL]",
    ),
    Exclusion("X18", _("Porphyria"), Level.HARD, "[GK]", can_resolve=False),
)

RELATIVE: tuple[Exclusion, ...] = (
    Exclusion("R01", _("Body mass index above 35"), Level.RX, "[S39] [S40]"),
    Exclusion(
        "R02",
        _("Controlled hypertension, age 65 or more, or coronary artery disease"),
        Level.RX,
        "[S15] [S16]",
    ),
    Exclusion("R03", _("Sleep apnoea"), Level.RX, "[S45] [GK]"),
    Exclusion("R04", _("Bipolar I or II disorder"), Level.RX, "[S79] [S40]"),
    Exclusion(
        "R05",
        _("Seizure disorder, symptomatic brain injury or neurocognitive disorder"),
        Level.RX,
        "[S86]",
    ),
    Exclusion("R06", _("Dissociative disorder"), Level.RX, "[S85]"),
    Exclusion(
        "R07",
        _("Personality disorder with instability, or high dissociation at baseline"),
        Level.RX,
        "[GK]",
    ),
    Exclusion("R08", _("Uncontrolled overactive thyroid"), Level.RX, "[S85] [S51]"),
    Exclusion(
        "R09",
        _("Liver disease, kidney impairment or gallbladder disease"),
        Level.RX,
        "[S85] [S35]",
    ),
    Exclusion(
        "R10",
        _("Substance use disorder in remission, or a positive urine drug screen"),
        Level.RX,
        "[S12]",
    ),
    Exclusion(
        "R11",
        _("Post-traumatic stress with high risk of distress in an altered state"),
        Level.RX,
        "[S79]",
    ),
    Exclusion(
        "R12",
        _("Electroconvulsive, magnetic or vagus-nerve stimulation at the same time"),
        Level.RX,
        "[S40]",
    ),
    Exclusion("R13", _("No response to ketamine or esketamine before"), Level.RX, "[S40]"),
    Exclusion("R14", _("Lives alone with no escort, or unstable housing"), Level.RX, "[POL]"),
    Exclusion(
        "R15",
        _(
            "Difficult airway, reflux, hiatus hernia, slow stomach emptying or a GLP-1 "
            "receptor agonist"
        ),
        Level.RX,
        "[GK]",
    ),
    Exclusion("R16", _("Mild active use of cannabis or alcohol"), Level.RX, "[S39]"),
)

CATALOGUE: tuple[Exclusion, ...] = ABSOLUTE + RELATIVE
BY_CODE: dict[str, Exclusion] = {exclusion.code: exclusion for exclusion in CATALOGUE}
