"""What slows or speeds the breakdown of ketamine (CYP3A4, CYP2B6), and theophylline.

Strong and moderate inhibitors and inducers, as the usual tables of drug development grade them; weak ones are left out.
"""

TABLE = """
aminophylline: THEOPHYLLINE | phyllocontin, truphylline, euphyllin
theophylline: THEOPHYLLINE | theo 24, theo24, uniphyl, elixophyllin, theochron, theodur, theo dur, bronchoretard, uniphyllin, quibron, slo bid, slo phyllin, nuelin, theolair
oxtriphylline: THEOPHYLLINE | choledyl, choline theophyllinate
dyphylline: THEOPHYLLINE | lufyllin, diprophylline
doxofylline: THEOPHYLLINE
clarithromycin: CYP3A4_INHIBITOR | biaxin, klacid, klaricid
erythromycin: CYP3A4_INHIBITOR | ery tab, erythrocin, pce, erymax, eryc, erythroped
telithromycin: CYP3A4_INHIBITOR | ketek
troleandomycin: CYP3A4_INHIBITOR
ciprofloxacin: CYP3A4_INHIBITOR | cipro, ciproxin
lefamulin: CYP3A4_INHIBITOR | xenleta
fluconazole: CYP3A4_INHIBITOR | diflucan
isavuconazonium: CYP3A4_INHIBITOR | cresemba, isavuconazole
itraconazole: CYP3A4_INHIBITOR | sporanox, tolsura, onmel
ketoconazole: CYP3A4_INHIBITOR | nizoral, extina
levoketoconazole: CYP3A4_INHIBITOR | recorlev
miconazole by mouth: CYP3A4_INHIBITOR | oravig, miconazole oral gel, daktarin oral gel, miconazole buccal
posaconazole: CYP3A4_INHIBITOR | noxafil
voriconazole: CYP3A4_INHIBITOR | vfend
ritonavir: CYP3A4_INHIBITOR | norvir
cobicistat: CYP3A4_INHIBITOR | tybost
atazanavir: CYP3A4_INHIBITOR | reyataz
boceprevir: CYP3A4_INHIBITOR
darunavir: CYP3A4_INHIBITOR | prezista
fosamprenavir: CYP3A4_INHIBITOR | lexiva
indinavir: CYP3A4_INHIBITOR | crixivan
lenacapavir: CYP3A4_INHIBITOR | sunlenca, yeztugo
nelfinavir: CYP3A4_INHIBITOR | viracept
saquinavir: CYP3A4_INHIBITOR | invirase
telaprevir: CYP3A4_INHIBITOR
tipranavir: CYP3A4_INHIBITOR | aptivus
diltiazem: CYP3A4_INHIBITOR | cardizem, tiazac, cartia, dilacor, taztia, matzim, dilzem, tildiem
verapamil: CYP3A4_INHIBITOR | calan, isoptin, verelan, covera, securon
dronedarone: CYP3A4_INHIBITOR | multaq
conivaptan: CYP3A4_INHIBITOR | vaprisol
cyclosporine: CYP3A4_INHIBITOR | neoral, sandimmune, ciclosporin, gengraf, cyclosporin
aprepitant: CYP3A4_INHIBITOR | emend, cinvanti, aponvie
fosaprepitant: CYP3A4_INHIBITOR
netupitant: CYP3A4_INHIBITOR
adagrasib: CYP3A4_INHIBITOR | krazati
berotralstat: CYP3A4_INHIBITOR | orladeyo
ceritinib: CYP3A4_INHIBITOR | zykadia
crizotinib: CYP3A4_INHIBITOR | xalkori
duvelisib: CYP3A4_INHIBITOR | copiktra
fedratinib: CYP3A4_INHIBITOR | inrebic
idelalisib: CYP3A4_INHIBITOR | zydelig
imatinib: CYP3A4_INHIBITOR | gleevec, glivec
letermovir: CYP3A4_INHIBITOR | prevymis
nilotinib: CYP3A4_INHIBITOR | tasigna
ribociclib: CYP3A4_INHIBITOR | kisqali
stiripentol: CYP3A4_INHIBITOR | diacomit
tucatinib: CYP3A4_INHIBITOR | tukysa
grapefruit: CYP3A4_INHIBITOR | grapefruit juice, grapefruits, pomelo, seville orange
clopidogrel: CYP2B6_INHIBITOR | plavix, iscover
ticlopidine: CYP2B6_INHIBITOR | ticlid
thiotepa: CYP2B6_INHIBITOR | tepadina
carbamazepine: INDUCER | tegretol, carbatrol, equetro, epitol, tegretal, timonil, carbagen
eslicarbazepine: INDUCER | aptiom, zebinix
phenytoin: INDUCER | dilantin, phenytek, epanutin
fosphenytoin: INDUCER | cerebyx, sesquient
rifabutin: INDUCER | mycobutin
rifampin: INDUCER | rifampicin, rifadin, rimactane
rifapentine: INDUCER | priftin
efavirenz: INDUCER | sustiva
nevirapine: INDUCER | viramune
etravirine: INDUCER | intelence
apalutamide: INDUCER | erleada
bosentan: INDUCER | tracleer
cenobamate: INDUCER | xcopri, ontozry
dabrafenib: INDUCER | tafinlar
encorafenib: INDUCER | braftovi
enzalutamide: INDUCER | xtandi
ivosidenib: INDUCER | tibsovo
lorlatinib: INDUCER | lorbrena
lumacaftor: INDUCER
mitotane: INDUCER | lysodren
pexidartinib: INDUCER | turalio
sotorasib: INDUCER | lumakras
st john's wort: INDUCER | saint johns wort, hypericum, hypericum perforatum, st johns wort, johanniskraut, sjw, st john wort, saint john wort, saint johns wart, st johns wart, st johnswort
"""
