"""Antidepressants, antipsychotics, lithium, lamotrigine, other NMDA blockers, psychedelics."""

TABLE = """
bupropion: ANTIDEPRESSANT | wellbutrin, zyban, aplenzin, forfivo, budeprion, elontril, amfebutamone
citalopram: ANTIDEPRESSANT | celexa, cipramil, seropram
desvenlafaxine: ANTIDEPRESSANT | pristiq, khedezla
duloxetine: ANTIDEPRESSANT | cymbalta, drizalma, irenka
escitalopram: ANTIDEPRESSANT | lexapro, cipralex
fluoxetine: ANTIDEPRESSANT | prozac, sarafem, fluctin
fluvoxamine: ANTIDEPRESSANT CYP3A4_INHIBITOR | luvox, fevarin
gepirone: ANTIDEPRESSANT | exxua
levomilnacipran: ANTIDEPRESSANT | fetzima
milnacipran: ANTIDEPRESSANT | savella
mirtazapine: ANTIDEPRESSANT | remeron
mianserin: ANTIDEPRESSANT
nefazodone: ANTIDEPRESSANT CYP3A4_INHIBITOR | serzone
paroxetine: ANTIDEPRESSANT | paxil, pexeva, seroxat, brisdelle
reboxetine: ANTIDEPRESSANT | edronax
sertraline: ANTIDEPRESSANT | zoloft, lustral
trazodone: ANTIDEPRESSANT SEDATIVE | desyrel, oleptro
venlafaxine: ANTIDEPRESSANT | effexor, trevilor
vilazodone: ANTIDEPRESSANT | viibryd
vortioxetine: ANTIDEPRESSANT | trintellix, brintellix
agomelatine: ANTIDEPRESSANT | valdoxan
zuranolone: SEDATIVE | zurzuvae
brexanolone: SEDATIVE | zulresso
an antidepressant: ANTIDEPRESSANT | ssri, snri, antidepressant
amitriptyline: TRICYCLIC | elavil, endep, saroten
amoxapine: TRICYCLIC
clomipramine: TRICYCLIC | anafranil
desipramine: TRICYCLIC | norpramin
dosulepin: TRICYCLIC | dothiepin, prothiaden
imipramine: TRICYCLIC | tofranil
lofepramine: TRICYCLIC
melitracen: TRICYCLIC
maprotiline: TRICYCLIC | ludiomil
nortriptyline: TRICYCLIC | pamelor, aventyl
opipramol: TRICYCLIC | insidon
protriptyline: TRICYCLIC | vivactil
trimipramine: TRICYCLIC | surmontil
amisulpride: ANTIPSYCHOTIC | solian
aripiprazole: ANTIPSYCHOTIC | abilify, aristada
asenapine: ANTIPSYCHOTIC | saphris, secuado, sycrest
brexpiprazole: ANTIPSYCHOTIC | rexulti
cariprazine: ANTIPSYCHOTIC | vraylar, reagila
chlorpromazine: ANTIPSYCHOTIC | thorazine, largactil
clozapine: ANTIPSYCHOTIC | clozaril, fazaclo, versacloz, leponex
flupentixol: ANTIPSYCHOTIC | flupenthixol, fluanxol, depixol
fluphenazine: ANTIPSYCHOTIC | prolixin
haloperidol: ANTIPSYCHOTIC | haldol
iloperidone: ANTIPSYCHOTIC | fanapt
levomepromazine: ANTIPSYCHOTIC | methotrimeprazine, nozinan
loxapine: ANTIPSYCHOTIC | loxitane, adasuve
lumateperone: ANTIPSYCHOTIC | caplyta
lurasidone: ANTIPSYCHOTIC | latuda
molindone: ANTIPSYCHOTIC
olanzapine: ANTIPSYCHOTIC | zyprexa
paliperidone: ANTIPSYCHOTIC | invega
perphenazine: ANTIPSYCHOTIC | trilafon
pimavanserin: ANTIPSYCHOTIC | nuplazid
pimozide: ANTIPSYCHOTIC | orap
pipamperone: ANTIPSYCHOTIC
prochlorperazine: ANTIPSYCHOTIC | compazine, stemetil
quetiapine: ANTIPSYCHOTIC | seroquel
risperidone: ANTIPSYCHOTIC | risperdal, perseris, uzedy
sulpiride: ANTIPSYCHOTIC | dogmatil
thioridazine: ANTIPSYCHOTIC | mellaril
thiothixene: ANTIPSYCHOTIC | navane
trifluoperazine: ANTIPSYCHOTIC | stelazine
xanomeline: ANTIPSYCHOTIC
ziprasidone: ANTIPSYCHOTIC | geodon
zuclopenthixol: ANTIPSYCHOTIC | clopixol
lithium: LITHIUM | lithobid, eskalith, quilonum, priadel, lithotab, lithonate, camcolit
lamotrigine: LAMOTRIGINE | lamictal, subvenite
amantadine: NMDA_BLOCKER | symmetrel, gocovri, osmolex
dextromethorphan: NMDA_BLOCKER | delsym, robafen, dxm, robitussin cough, vicks dayquil cough
esketamine: NMDA_BLOCKER | spravato
ketamine: NMDA_BLOCKER | ketalar
memantine: NMDA_BLOCKER | namenda, axura, ebixa
methoxetamine: NMDA_BLOCKER
nitrous oxide: NMDA_BLOCKER | laughing gas, entonox, nitronox, whippets
phencyclidine: NMDA_BLOCKER
ayahuasca: PSYCHEDELIC MAOI
dmt: PSYCHEDELIC | dimethyltryptamine
ibogaine: PSYCHEDELIC | iboga
lsd: PSYCHEDELIC | lysergide, lysergic acid diethylamide
mdma: PSYCHEDELIC STIMULANT | ecstasy
mescaline: PSYCHEDELIC | peyote, san pedro cactus
psilocybin: PSYCHEDELIC | psilocin, magic mushrooms, magic mushroom, shrooms
salvia: PSYCHEDELIC | salvia divinorum
"""
