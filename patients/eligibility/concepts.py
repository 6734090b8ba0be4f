"""Which diagnoses point at which exclusions: SNOMED CT and ICD-10-CM codes, and words for text without codes.

A pointer says *look here*, so the table is wide on purpose: a line too many costs a sentence, a line
too few costs a patient. Codes are facts of their publishers; the choice of rows is domain/04.
"""

from __future__ import annotations

from patients.eligibility.concept import Concept, Pointer, When
from patients.eligibility.exclusion import gettext_noop as _

_NOW, _EVER, _3M, _YEAR, _PAST = (
    When.CURRENT, When.EVER, When.THREE_MONTHS, When.YEAR, When.PAST,
)  # fmt: skip


def _points(*pairs: tuple[str, When, str]) -> tuple[Pointer, ...]:
    return tuple(Pointer(*pair) for pair in pairs)


_RECENT = _("Was it in the last 3 months, or is it unstable now?")
_BLEED = _("Was it a bleed?")
_USING = _("Did it meet criteria in the last 3 months?")
_BEFORE = _("In remission? Then it needs a reason, not a stop.")
_PUMP = _("Is it unstable or decompensated now?")
_CAPACITY = _("Can the patient understand, weigh and decide?")
_SURGE = _("Would a rise in pressure be dangerous?")
_SELF = _("Is there intent or a plan now?")

CONCEPTS: tuple[Concept, ...] = (
    Concept(
        _points(("X01", _NOW, _CAPACITY), ("R05", _EVER, _("How far has it gone?"))),
        r"dementia|alzheimer|neurocognitive|mild cognitive|lewy bod",
        "26929004 52448006 230265002 386805003 386806002 429998004",
        "F01 F02 F03 G30 G31.84 G31.83",
    ),
    Concept(
        _points(("X01", _NOW, _CAPACITY)),
        r"delirium|intellectual disab|legal guardian|lacks capacity|incapacit",
        "2776000 110359009", "F05 F70 F71 F72 F73 F79",
    ),
    Concept(
        _points(("X02", _YEAR, _("Pregnant now, or breastfeeding?"))),
        r"pregnan|gravid|breast.?feeding|lactat|post.?partum|pre.?eclampsia",
        "72892002 77386006 47200007 398254007 79586000",
        "Z33 Z34 Z3A Z39.1 O09 O10 O11 O12 O13 O14 O15 O16 O2 O30 O31 O36 O4 O9",
        unless=r"not pregnant|wishes|desire|prevention|contracepti|test negative|lactate|lactating agent",
    ),
    Concept(
        _points(("X03", _EVER, _("What happened, and to which drug?"))),
        r"(?:allerg|hypersensitiv|anaphyla|adverse reaction|intoleran)[\w ]*\b(?:es)?ketamine",
    ),
    Concept(
        _points(("X04", _EVER, _("Psychotic now, or a lasting disorder?"))),
        r"schizo|psychosis|psychotic|delusional|hallucinat",
        "58214004 68890003 69322001 191527001 48500005 64905009 16990005",
        "F20 F22 F23 F24 F25 F28 F29 F32.3 F33.3 F31.2 F31.5 F31.64 F30.2 R44",
        unless=r"without psychotic",
    ),
    Concept(
        _points(("X05", _NOW, _("Manic or mixed now?")), ("R04", _EVER, _("Which stabiliser?"))),
        r"manic|mania\b|hypomani|mixed (?:state|episode|bipolar)",
        "231494001 68569003", "F30 F31.0 F31.1 F31.2 F31.6",
    ),
    Concept(
        _points(("R04", _EVER, _("Which stabiliser, and since when?"))),
        r"bipolar|cyclothymi", "13746004 371596008 83225003", "F31 F34.0",
    ),
    Concept(
        _points(("X06", _EVER, _("Where, and is it still there?"))),
        r"aneurysm|arterio.?venous malformation|\bavm\b|aortic dissection|dissection of aorta",
        "85659009 233985008 128609009 433068007 308546005 234142008 24551003",
        "I71 I72 I67.1 I60.7 Q28.0 Q28.2 Q27.3",
    ),
    Concept(
        _points(("X07", _EVER, _("When, and from what?"))),
        r"(?:intra.?)?cerebral ha?emorrhage|intra.?cranial ha?emorrhage|subarachnoid|ha?emorrhagic stroke|"
        r"brain bleed|bleed(?:ing)? in(?:to)? the brain|subdural|ha?ematoma of brain",
        "274100004 1386000 21454007 35486000", "I60 I61 I62 S06.3 S06.4 S06.5 S06.6",
    ),
    Concept(
        _points(("X07", _EVER, _BLEED), ("X09", _3M, _RECENT)),
        r"stroke|cerebro.?vascular accident|\bcva\b", "230690007", "I64 I69",
        unless=r"ischa?emic stroke|heat ?stroke|stroke.?prevention|stroke volume",
    ),
    Concept(
        _points(("X09", _3M, _RECENT)),
        r"ischa?emic stroke|cerebral infarct|transient ischa?emic|\btia\b",
        "422504002 432504007 266257000", "I63 G45",
    ),
    Concept(
        _points(("X08", _NOW, _SURGE)),
        r"hypertensive (?:crisis|emergency|urgency|encephalopathy)|malignant hypertension|"
        r"uncontrolled hypertension|resistant hypertension|pha?eochromocytoma|aortic dissection|"
        r"pulmonary (?:arterial )?hypertension|severe aortic stenosis",
        "706882009 50490005 70272006 302835009 308546005 70995007",
        "I16 I67.4 D35.0 I27.0 I27.2 I71.0",
    ),
    Concept(
        _points(("R02", _NOW, _("Is it controlled?"))),
        r"hypertension|high blood pressure|hypertensive", "38341003 59621000",
        "I10 I11 I12 I13 I15",
        unless=r"portal|ocular|intra.?cranial|pulmonary|white.?coat|gestational",
    ),
    Concept(
        _points(("X09", _3M, _RECENT), ("R02", _EVER, _("What does the cardiologist say?"))),
        r"myocardial infarct|heart attack|\bn?stemi\b|unstable angina|acute coronary",
        "22298006 401303003 401314000 57054005 4557003", "I21 I22 I20.0 I24",
        unless=r"(?:history of|old|previous) myocardial",
    ),
    Concept(
        _points(("R02", _EVER, _("What does the cardiologist say?"))),
        r"coronary|ischa?emic heart|angina|(?:history of|old|previous) myocardial",
        "53741008 414545008 194828000 399211009", "I20 I25",
        unless=r"normal coronar|ludwig|vincent",
    ),
    Concept(
        _points(("X09", _NOW, _PUMP)),
        r"heart failure|cardiac failure|cardiomyopathy", "84114007 42343007 88805009 195111005",
        "I50 I42",
    ),
    Concept(
        _points(("X09", _NOW, _("Is it serious, or uncontrolled?"))),
        r"fibrillation|atrial flutter|ventricular tachy|heart block|av block|long qt|arrhythmia|"
        r"torsade|brugada|sick sinus",
        "49436004 25569003 71908006 9651007 27885002 698247007", "I44.2 I45.81 I47 I48 I49",
    ),
    Concept(
        _points(("X10", _NOW, _("Is the pressure raised, or uncontrolled?"))),
        r"glaucoma|ocular hypertension|raised intra.?(?:cranial|ocular)|intra.?cranial hypertension|"
        r"pseudotumou?r cerebri|hydrocephal|brain tumou?r|intra.?cranial mass|glioma|glioblastoma",
        "23986001 30041005 4210003 68267002 230745008", "H40 H42 G91 G93.2 G93.5 C71 D33.0 D43.0",
    ),
    Concept(
        _points(("X11", _NOW, _("Which Child-Pugh class?")), ("R09", _EVER, _("How are the tests?"))),
        r"cirrhosis|hepatic failure|liver failure|hepatic encephalopathy|child.?pugh|"
        r"portal hypertension|end.?stage liver",
        "19943007 59927004 13920009", "K70.3 K70.4 K72 K74 K76.6 K76.7 K76.82",
    ),
    Concept(
        _points(("R09", _EVER, _("How are the tests?"))),
        r"hepatitis|fatty liver|steato|liver disease|hepatic disease|hepatopathy",
        "235856003 50711007 66071002 197321007", "B18 K70 K71 K73 K75 K76",
    ),
    Concept(
        _points(("R09", _NOW, _("How far is it?"))),
        r"(?:chronic )?(?:kidney|renal) (?:disease|failure|impair|insuffic)|nephropathy|dialysis|"
        r"gall ?stone|gall ?bladder|cholecyst|cholelith|biliary",
        "709044004 431855005 431856006 433144002 431857002 46177005 127013003 235919008 65275009",
        "N17 N18 N19 K80 K81 K82 K83",
    ),
    Concept(
        _points(("X12", _EVER, _("When was the last use?"))),
        r"(?:ketamine|phencyclidine|\bpcp\b)[\w ,]*(?:use|abuse|misuse|depend|addict)|"
        r"(?:abuse|misuse|dependence|addiction)[\w ,]*(?:ketamine|phencyclidine)",
        "", "F16.1 F16.2",
    ),
    Concept(
        _points(("X14", _NOW, _USING), ("R10", _PAST, _BEFORE)),
        r"alcoholi|(?:alcohol|opioid|opiate|cocaine|heroin|meth\w*|amphetamine|stimulant|cannabis|"
        r"benzodiazepine|sedative|substance|drug|inhalant)s?[\w ]* (?:use disorder|abuse|misuse|"
        r"depend\w*|addict\w*|overdose)|misuses drugs|overdose|substance use disorder",
        "7200002 66590003 15167005 75544000 5602001 191816009 26416006 78267003 31956009 699449003 "
        "37344009 85005007 55680006 361055000",
        "F10.1 F10.2 F11 F12.1 F12.2 F13 F14 F15 F16 F18 F19 T40",
        unless=r"alcoholic (?:liver|hepatitis|cirrhosis)|non.?alcoholic",
    ),
    Concept(
        _points(("R10", _EVER, _BEFORE)),
        r"(?:in|sustained|early|full) remission[\w ,]*(?:alcohol|opioid|drug|substance|cocaine)|"
        r"(?:alcohol|opioid|drug|substance|cocaine)[\w ,]*(?:in|sustained|early|full) remission|"
        r"recovering alcoholic",
        "", "F10.11 F10.21 F11.11 F11.21 F14.11 F14.21 F15.21 F19.11 F19.21",
    ),
    Concept(
        _points(("X15", _YEAR, _SELF)),
        r"suicid|self.?harm|self.?injur|self.?poison|overdose", "6471006 82313006 55680006",
        "R45.85 T14.91 X6 X7 X8 Z91.5",
    ),
    Concept(
        _points(("X16", _NOW, _("Sober now?"))),
        r"intoxicat|drunk|inebriat", "25702006", "F10.12 F10.22 F10.92",
    ),
    Concept(
        _points(("R16", _NOW, _("How much, how often?"))),
        r"(?:cannabis|marijuana|thc|alcohol|drinker|drinking)", "", "F10.9 F12.9",
        unless=r"alcoholi|abuse|depend|disorder|non.?alcoholic|never|intoxicat|remission|abstain|drinking water",
    ),
    Concept(
        _points(("X17", _NOW, _("Worked up? Cause known?"))),
        r"(?:interstitial )?cystitis|urinary tract infection|\buti\b|dysuria|ha?ematuria|"
        r"urinary (?:urgency|frequency|symptom|incontinence)|overactive bladder|bladder pain|\bluts\b",
        "38822007 68566005 49650001 34436003", "N30 N39.0 N39.4 N32.81 R30 R31 R35 R39.1",
        unless=r"chole",
    ),
    Concept(
        _points(("X17", _EVER, _("Bladder harm from ketamine before?"))),
        r"ketamine[\w ,-]*(?:cystitis|uropathy|bladder)",
    ),
    Concept(
        _points(("X18", _EVER, _("Which kind, who says so?"))),
        r"porphyria", "418470004 234422006", "E80.0 E80.1 E80.2",
    ),
    Concept(
        _points(("R01", _NOW, _("Is the body mass index above 35?"))),
        r"obes|body mass index 30|body mass index 3[5-9]|body mass index 4", "162864005 408512008 414916001 238136002",
        "E66 Z68.3 Z68.4",
    ),
    Concept(
        _points(("R03", _NOW, _("Treated at night?"))),
        r"(?:sleep|obstructive) apn|\bosa\b", "73430006 78275009", "G47.3",
    ),
    Concept(
        _points(("R05", _EVER, _("When was the last one, on what treatment?"))),
        r"seizure|epilep|convuls", "128613002 703151001 84757009 91175000", "G40 R56",
        unless=r"electroconvuls|anti.?convuls",
    ),
    Concept(
        _points(("R05", _EVER, _("Are there symptoms still?"))),
        r"(?:traumatic )?brain injury|\btbi\b|concuss|post.?concuss", "127295002 110030002 62564004 62106007",
        "S06 F07.81",
    ),
    Concept(
        _points(("R06", _EVER, _("Dissociating now?"))),
        r"dissociat|depersonali|dereali|multiple personality", "44376007", "F44 F48.1",
    ),
    Concept(
        _points(("R07", _EVER, _("Stable now?"))),
        r"personality disorder|borderline personality", "33449004 20010003", "F60 F21",
        unless=r"multiple personality",
    ),
    Concept(
        _points(("R08", _NOW, _("Controlled?"))),
        r"hyperthyroid|thyrotoxic|graves|overactive thyroid|toxic goit", "34486009 353295004 90739004", "E05",
    ),
    Concept(
        _points(("R11", _NOW, _("High risk of distress in an altered state?"))),
        r"post.?traumatic stress|\bptsd\b", "47505003", "F43.1",
    ),
    Concept(
        _points(("R12", _NOW, _("At the same time as this treatment?"))),
        r"electro.?convulsive|\bect\b|transcranial magnetic|\br?tms\b|vag(?:us|al) nerve stim|\bvns\b",
        "", "Z96.82",
    ),
    Concept(
        _points(("R13", _EVER, _("How much, how often, what came of it?"))),
        r"(?:no|non|lack of|failed|failure|poor|inadequate)[\w -]*(?:response|respond\w*|treatment)?[\w -]*\b(?:es)?ketamine|"
        r"(?:es)?ketamine[\w ,-]*(?:non.?respon|no response|fail|ineffective|treatment)",
        unless=r"allerg|hypersensit|abuse|misuse|use disorder|depend",
    ),
    Concept(
        _points(("R14", _NOW, _("Who takes the patient home, and to where?"))),
        r"homeless|unhoused|unstable housing|housing instab|lives alone|no fixed abode|shelter", "32911000 105529008",
        "Z59.0 Z59.1 Z59.8 Z60.2",
    ),
    Concept(
        _points(("R15", _NOW, _("Fasting longer? Airway plan?"))),
        r"reflux|\bgerd\b|\bgord\b|hiat(?:us|al) hernia|gastropares|delayed gastric|difficult (?:airway|intubation)",
        "235595009 84089009 235675006", "K21 K44 K31.84 T88.4",
        unless=r"vesico.?ureter",
    ),
)  # fmt: skip
