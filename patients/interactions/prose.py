"""Words of plain English that stand around names of drugs: none is ever taken for a misspelt drug.

`for attention` is no dextroamphetamine (Attentin), and a `moderate reaction` neither fluphenazine nor cetirizine.
"""

_WORDS = """
about above abscess accident active acute adjust administer adults advanced advised aerosol afresh after again
against agitated agitation alert allergic allergies almost alone along already alternate although always
amount ankle annual another anxiety anxious appetite apply appointment approved arthritis asleep asthma attack
attacks attention avoid awake balance because become before began behaviour being below between bipolar
bladder bleeding bloating blood body borderline bottom bowel brain breast breath breathing bring burning
called cancer cannot cardiac careful carry causes caution change changed changes chest chewed cholesterol
classic clear clinic clinical colds combination comes common complete completed completely concern concerns
condition confirmed constipation contact contains continue continued contract contrast control controlled
correct corrected correction cough could count course cover covers cramps cream creatinine crushed cycle
damage dental dentist depend dependence depressed depression dermatitis diabetes diabetic diarrhea diet
different difficulty dinner direct directed discharge discontinued disease disorder distant divided dizziness
doctor dosage double down downs drowsy duration during early eating eczema elderly empty emulsion enabled
ended endocrine energy enough entered episode episodes essential evenings every except excess exercise expired
external extreme failed failure falling family fatigue fever finish finished first flare flares fluid focus
follow following food found fracture frequent friend from full further gastric general given giving glaucoma
gold gradually great groups guidance habit hands headache headaches health heart heartburn heavy height helps
hepatitis herb hernia herself higher himself history hormone hours hydration hypertension illness immediately
improve included increase increased infection inflammation initial insomnia instead insurance intake intense
internal interval irritable issue itching joint joints keeps kidney knees knows label large lasting latest
least levels lifelong light likely limit listed liter liters liver longer lower lungs maintenance major manage
mania manic maybe meals means medical medicines men menopause mens metabolic middle might migraine migraines
mild minute minutes missed mixed moderate monitor months mood morning mother motion muscle muscles nasal
natural nausea nearly neck nerve nerves nervous neuro neuropathy nightmares nights nocturnal normal northern
nose nostril nostrils nothing number nurse obsessive occasional office often older online onset options orders
organic original other outside overactive pain palpitations panic partial partner patient period persistent
pharmacy phase phone place planned platinum please point possible postpartum prepare preparing prescriber
prescription present preservative preserve pressure prevent prevention previous primary private probably
problem problems program progress prong proposal protocol provider psoriasis puffs pulmonary question quickly
raised range rarely reaching reaction reactions readily reason recent recipe recommended recorded recurrent
reduce reduced reflux regimen register related remain remission repeat replace report required rescue reset
resistant respond response restart restarted restless restored result results retail return review rhinitis
right ringing round routine samples school secondary seconds secrets section sedated seizure seizures select
self senior several severe shorten shorter shortly should shoulder sides signs silence silver similar since
skipped sleep slowly small smoker smoking some something sometimes specialist spells spine split spray sprays
spring stable standard start started static steroid still stomach stopped store stress stroke strong stuffy
substance suggest suicidal summer supplement supply support surgery suspected sweating swelling symptom
symptoms tapered teens tension terminal their therapist therapy there these thing think thirty throat times
tired titrate today tolerate total toward trans transfer translate trauma travel treated treatment tremor
trial trouble twelve typical ulcer ultra under unknown until upper urgent urinary urine usual vaginal valid
varies vertigo vision vomiting weeks weight wheezing where which while white winter with withdrawal within
without women womens worse would wound years yellow young
"""
PROSE = frozenset(_WORDS.split())
