"""Antidepressants, antipsychotics, lithium, lamotrigine, other NMDA blockers, psychedelics."""

TABLE = """
bupropion: ANTIDEPRESSANT | wellbutrin, zyban, aplenzin, forfivo, budeprion, elontril, amfebutamone, buproban, bupropn, bupropion hbr, voxra
citalopram: ANTIDEPRESSANT | celexa, cipramil, seropram
desvenlafaxine: ANTIDEPRESSANT | pristiq, khedezla
duloxetine: ANTIDEPRESSANT | cymbalta, drizalma, irenka, yentreve
escitalopram: ANTIDEPRESSANT | lexapro, cipralex
fluoxetine: ANTIDEPRESSANT | prozac, sarafem, fluctin, lovan
fluvoxamine: ANTIDEPRESSANT CYP3A4_INHIBITOR | luvox, fevarin, faverin
gepirone: ANTIDEPRESSANT | exxua
levomilnacipran: ANTIDEPRESSANT | fetzima
milnacipran: ANTIDEPRESSANT | savella
mirtazapine: ANTIDEPRESSANT | remeron, zispin
mianserin: ANTIDEPRESSANT
nefazodone: ANTIDEPRESSANT CYP3A4_INHIBITOR | serzone
paroxetine: ANTIDEPRESSANT | paxil, pexeva, seroxat, brisdelle, aropax
reboxetine: ANTIDEPRESSANT | edronax
sertraline: ANTIDEPRESSANT | zoloft, lustral
trazodone: ANTIDEPRESSANT SEDATIVE | desyrel, oleptro, molipaxin, trittico
venlafaxine: ANTIDEPRESSANT | effexor, trevilor, efexor, vensir, venlalic, venbysi
vilazodone: ANTIDEPRESSANT | viibryd
vortioxetine: ANTIDEPRESSANT | trintellix, brintellix
agomelatine: ANTIDEPRESSANT | valdoxan
dapoxetine: ANTIDEPRESSANT | priligy
etoperidone: ANTIDEPRESSANT
zuranolone: SEDATIVE | zurzuvae
brexanolone: SEDATIVE | zulresso
an antidepressant: ANTIDEPRESSANT | ssri, snri, antidepressant, antidepressants, ssris, snris
amitriptyline: TRICYCLIC | elavil, endep, saroten
amoxapine: TRICYCLIC
clomipramine: TRICYCLIC | anafranil
desipramine: TRICYCLIC | norpramin
dosulepin: TRICYCLIC | dothiepin, prothiaden, dothep
imipramine: TRICYCLIC | tofranil
lofepramine: TRICYCLIC
melitracen: TRICYCLIC
maprotiline: TRICYCLIC | ludiomil
nortriptyline: TRICYCLIC | pamelor, aventyl, allegron, norpress
opipramol: TRICYCLIC | insidon
protriptyline: TRICYCLIC | vivactil
a tricyclic: TRICYCLIC | tricyclic, tricyclics
trimipramine: TRICYCLIC | surmontil
amisulpride: ANTIPSYCHOTIC | solian
benperidol: ANTIPSYCHOTIC
blonanserin: ANTIPSYCHOTIC
bromperidol: ANTIPSYCHOTIC
aripiprazole: ANTIPSYCHOTIC | abilify, aristada, asimtufii, abilify maintena, abilify mycite
asenapine: ANTIPSYCHOTIC | saphris, secuado, sycrest
brexpiprazole: ANTIPSYCHOTIC | rexulti
cariprazine: ANTIPSYCHOTIC | vraylar, reagila
chlorpromazine: ANTIPSYCHOTIC | thorazine, largactil
chlorprothixene: ANTIPSYCHOTIC | truxal
clozapine: ANTIPSYCHOTIC | clozaril, fazaclo, versacloz, leponex, zaponex, denzapine, clopine
cyamemazine: ANTIPSYCHOTIC | tercian
droperidol: ANTIPSYCHOTIC | inapsine
flupentixol: ANTIPSYCHOTIC | flupenthixol, fluanxol, depixol
fluphenazine: ANTIPSYCHOTIC | prolixin, modecate, permitil
haloperidol: ANTIPSYCHOTIC | haldol, serenace
iloperidone: ANTIPSYCHOTIC | fanapt
levomepromazine: ANTIPSYCHOTIC | methotrimeprazine, nozinan
loxapine: ANTIPSYCHOTIC | loxitane, adasuve
lumateperone: ANTIPSYCHOTIC | caplyta
lurasidone: ANTIPSYCHOTIC | latuda
melperone: ANTIPSYCHOTIC
mesoridazine: ANTIPSYCHOTIC
molindone: ANTIPSYCHOTIC
olanzapine: ANTIPSYCHOTIC | zyprexa, zypadhera, relprevv, zalasta
paliperidone: ANTIPSYCHOTIC | invega, xeplion, trevicta, erzofri, sustenna, trinza, hafyera
penfluridol: ANTIPSYCHOTIC
pericyazine: ANTIPSYCHOTIC | periciazine, neulactil
perphenazine: ANTIPSYCHOTIC | trilafon
pimavanserin: ANTIPSYCHOTIC | nuplazid
pimozide: ANTIPSYCHOTIC | orap
pipamperone: ANTIPSYCHOTIC
pipotiazine: ANTIPSYCHOTIC
promazine: ANTIPSYCHOTIC
prochlorperazine: ANTIPSYCHOTIC | compazine, stemetil, buccastem, compro, stemzine
quetiapine: ANTIPSYCHOTIC | seroquel, biquelle, atrolak
risperidone: ANTIPSYCHOTIC | risperdal, perseris, uzedy, rykindo, consta
sertindole: ANTIPSYCHOTIC | serdolect
sulpiride: ANTIPSYCHOTIC | dogmatil
thioridazine: ANTIPSYCHOTIC | mellaril
thiothixene: ANTIPSYCHOTIC | navane
tiapride: ANTIPSYCHOTIC
trifluoperazine: ANTIPSYCHOTIC | stelazine
xanomeline: ANTIPSYCHOTIC
ziprasidone: ANTIPSYCHOTIC | geodon, zeldox
zuclopenthixol: ANTIPSYCHOTIC | clopixol
an antipsychotic: ANTIPSYCHOTIC | antipsychotic, antipsychotics
lithium: LITHIUM | lithobid, eskalith, quilonum, priadel, lithotab, lithonate, camcolit, lithium orotate, lithium citrate, lithicarb, quilonum sr, liskonum, carbolith, litarex, li2co3, litio, quilonorm
lamotrigine: LAMOTRIGINE | lamictal, subvenite, lamictal odt, lamitrin
amantadine: NMDA_BLOCKER | symmetrel, gocovri, osmolex
arketamine: NMDA_BLOCKER
dextromethorphan: NMDA_BLOCKER | delsym, robafen, dxm, robitussin cough, vicks dayquil cough, dexalone, vicks formula 44, robitussin cough gels, robitussin coughgels, robitussin long acting, triaminic cough, dextromethorp, dextromethorph, zicam cough, mucinex cough, creomulsion, benylin dry cough
dextrorphan: NMDA_BLOCKER
esketamine: NMDA_BLOCKER | spravato
ketamine: NMDA_BLOCKER | ketalar, ketanest, special k, ketamine troche, ketamine lozenge
memantine: NMDA_BLOCKER | namenda, axura, ebixa
methoxetamine: NMDA_BLOCKER
nitrous oxide: NMDA_BLOCKER | laughing gas, entonox, nitronox, whippets, n2o, whip its, galaxy gas
phencyclidine: NMDA_BLOCKER | angel dust
xenon: NMDA_BLOCKER
ayahuasca: PSYCHEDELIC MAOI
dmt: PSYCHEDELIC | dimethyltryptamine, n n dimethyltryptamine, 5 meo dmt
2c b: PSYCHEDELIC
mda: PSYCHEDELIC STIMULANT | tenamfetamine
ibogaine: PSYCHEDELIC | iboga
lsd: PSYCHEDELIC | lysergide, lysergic acid diethylamide
mdma: PSYCHEDELIC STIMULANT | ecstasy, midomafetamine
mescaline: PSYCHEDELIC | peyote, san pedro cactus
psilocybin: PSYCHEDELIC | psilocin, magic mushrooms, magic mushroom, shrooms, psilocybe, microdosing mushrooms, mushroom microdose, psychedelic mushrooms, golden teachers
salvia: PSYCHEDELIC | salvia divinorum
a psychedelic: PSYCHEDELIC | psychedelic, psychedelics, hallucinogen, hallucinogens
"""
