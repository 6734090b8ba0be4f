"""The rules this program ships (domain/04 section 4.5). Another wording or number is another version."""

from __future__ import annotations

from django.utils.translation import gettext_noop as words

from patients.interactions.rule import Hold, Level, Rule, RuleSet
from patients.interactions.substance import Group

SWALLOWED = ("SL_RDT", "SL_TROCHE", "ORAL_SWALLOWED")

_RULES = (
    Rule(
        "THEOPHYLLINE",
        words("Theophylline, aminophylline"),
        Level.HARD,
        (Group.THEOPHYLLINE,),
        words("Lowers the seizure threshold together with ketamine. Not given together."),
        "[S11]",
    ),
    Rule(
        "ALCOHOL",
        words("Alcohol"),
        Level.WARN,
        (Group.ALCOHOL,),
        words("Adds to sedation. None for 24 h before a dose, better 48 h; none on the day."),
        "[S48] [S50]",
        hold=Hold(hours=24, preferred_hours=48),
        hard_hours=24,
    ),
    Rule(
        "OPIOID",
        words("Opioids"),
        Level.RX,
        (Group.OPIOID,),
        words("Adds to sedation and slow breathing, and recovery takes longer."),
        "[S11]",
        may_not_be_skipped=True,
    ),
    Rule(
        "OPIOID_BLOCKER",
        words("Naltrexone"),
        Level.RX,
        (Group.OPIOID_BLOCKER,),
        words("May blunt the antidepressant effect."),
        "[GK]",
        may_not_be_skipped=True,
    ),
    Rule(
        "NMDA_BLOCKER",
        words("Other NMDA blockers"),
        Level.RX,
        (Group.NMDA_BLOCKER,),
        words("Blocks the same receptor: the effects add up."),
        "[GK]",
    ),
    Rule(
        "MAOI",
        words("Monoamine oxidase inhibitors"),
        Level.RX,
        (Group.MAOI,),
        words("Blood pressure may rise more. Plan extra blood pressure readings."),
        "[S08] [S12]",
        may_not_be_skipped=True,
    ),
    Rule(
        "PRESSOR",
        words("Vasopressin, ergots, pressors"),
        Level.RX,
        (Group.PRESSOR,),
        words("Blood pressure may surge."),
        "[S11]",
    ),
    Rule(
        "PSYCHEDELIC",
        words("Other psychedelics"),
        Level.RX,
        (Group.PSYCHEDELIC,),
        words("Not within 7 days before or after a dose."),
        "[S50]",
        hold=Hold(hours=168),
    ),
    Rule(
        "BENZODIAZEPINE",
        words("Benzodiazepines, Z-drugs"),
        Level.WARN,
        (Group.BENZODIAZEPINE, Group.Z_DRUG),
        words(
            "Shortens or blunts the antidepressant effect and adds to sedation and slow breathing. The prescriber "
            "decides whether the last one may lie 24 h before the dose, 72 h where possible. Leaving it out suddenly "
            "can cause dangerous withdrawal: the patient keeps taking it as prescribed until the prescriber says "
            "otherwise."
        ),
        "[S06] [S08] [S11] [S48]",
        hold=Hold(hours=24, preferred_hours=72),
        may_not_be_skipped=True,
    ),
    Rule(
        "STIMULANT",
        words("Stimulants"),
        Level.WARN,
        (Group.STIMULANT,),
        words(
            "Pulse and blood pressure may surge. If possible none on the day before and on the day."
        ),
        "[S11] [S12] [S48]",
        hold=Hold(days=1),
    ),
    Rule(
        "DECONGESTANT",
        words("Decongestants"),
        Level.WARN,
        (Group.DECONGESTANT,),
        words(
            "Pulse and blood pressure may surge. If possible none on the day before and on the day."
        ),
        "[S11] [S48]",
        hold=Hold(days=1),
    ),
    Rule(
        "EMERGENCY_PRESSOR",
        words("Epinephrine for emergencies"),
        Level.WARN,
        (Group.EMERGENCY_PRESSOR,),
        words(
            "Blood pressure may surge when it was used today. Carrying it is no obstacle. Ask what it is for."
        ),
        "[S11]",
    ),
    Rule(
        "SEDATIVE",
        words("Muscle relaxants, gabapentinoids, sedating antihistamines and other sedatives"),
        Level.WARN,
        (Group.SEDATIVE,),
        words(
            "Adds to sedation. The prescriber says whether it waits until after the visit; what is taken every day "
            "against seizures or spasms is not left out."
        ),
        "[S48] [S85]",
        hold=Hold(days=0),
        may_not_be_skipped=True,
    ),
    Rule(
        "CYP3A4_INHIBITOR",
        words("CYP3A4 inhibitors"),
        Level.WARN,
        (Group.CYP3A4_INHIBITOR,),
        words(
            "More ketamine reaches the blood, mainly when it is swallowed or under the tongue. Start low."
        ),
        "[S06] [GK]",
        routes=SWALLOWED,
        elsewhere=Level.INFO,
    ),
    Rule(
        "CYP2B6_INHIBITOR",
        words("CYP2B6 inhibitors"),
        Level.WARN,
        (Group.CYP2B6_INHIBITOR,),
        words(
            "More ketamine may stay in the blood for longer. Start low. The drug itself goes on."
        ),
        "[S06] [GK]",
    ),
    Rule(
        "THYROID",
        words("Thyroid hormone"),
        Level.WARN,
        (Group.THYROID,),
        words("Blood pressure and pulse may rise more. It goes on; look at both before the dose."),
        "[GK]",
    ),
    Rule(
        "GLP1",
        words("GLP-1 agonists"),
        Level.WARN,
        (Group.GLP1,),
        words("The stomach empties slowly: the longer fasting rule holds."),
        "[GK]",
    ),
    Rule(
        "LAMOTRIGINE",
        words("Lamotrigine"),
        Level.INFO,
        (Group.LAMOTRIGINE,),
        words(
            "May weaken the effect; studies disagree. It goes on by default, and the prescriber decides."
        ),
        "[S06] [S08] [S48] [S50]",
        may_not_be_skipped=True,
    ),
    Rule(
        "INDUCER",
        words("CYP3A4 and CYP2B6 inducers"),
        Level.INFO,
        (Group.INDUCER,),
        words("Less ketamine may reach the blood: expect a weaker effect."),
        "[S06] [GK]",
        may_not_be_skipped=True,
    ),
    Rule(
        "ANTIPSYCHOTIC",
        words("Antipsychotics"),
        Level.INFO,
        (Group.ANTIPSYCHOTIC,),
        words("May blunt the psychotomimetic effects. Ask what it is for."),
        "[S08]",
        may_not_be_skipped=True,
    ),
    Rule(
        "LITHIUM",
        words("Lithium"),
        Level.INFO,
        (Group.LITHIUM,),
        words("Nothing significant is known. It goes on."),
        "[S08]",
        may_not_be_skipped=True,
    ),
    Rule(
        "ANTIDEPRESSANT",
        words("Antidepressants"),
        Level.INFO,
        (Group.ANTIDEPRESSANT,),
        words(
            "Generally goes well with it and goes on. In one series blood pressure peaked higher with an SSRI."
        ),
        "[S06] [S17] [S48]",
        may_not_be_skipped=True,
    ),
    Rule(
        "TRICYCLIC",
        words("Tricyclic antidepressants"),
        Level.INFO,
        (Group.TRICYCLIC,),
        words("May add to sedation and to pulse. It goes on; look at the ECG."),
        "[POL]",
        may_not_be_skipped=True,
    ),
    Rule(
        "SYMPATHOLYTIC",
        words("Beta-blockers, clonidine"),
        Level.INFO,
        (Group.SYMPATHOLYTIC,),
        words("Taken for blood pressure or pulse. It goes on, also on the day."),
        "[GK]",
        may_not_be_skipped=True,
    ),
    Rule(
        "OPIOID_RESCUE",
        words("Naloxone"),
        Level.INFO,
        (Group.OPIOID_RESCUE,),
        words(
            "Kept for an overdose, or part of an opioid product: ask which opioid is in the house."
        ),
        "[POL]",
    ),
)

SHIPPED = RuleSet(1, _RULES)
