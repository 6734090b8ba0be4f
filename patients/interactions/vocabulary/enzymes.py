"""What slows or speeds the breakdown of ketamine (CYP3A4, CYP2B6), and theophylline."""

TABLE = """
aminophylline: THEOPHYLLINE | phyllocontin, truphylline, euphyllin
theophylline: THEOPHYLLINE | theo 24, theo24, uniphyl, elixophyllin, theochron, theodur, theo dur, bronchoretard, uniphyllin, quibron, slo bid
oxtriphylline: THEOPHYLLINE | choledyl, choline theophyllinate
clarithromycin: CYP3A4_INHIBITOR | biaxin, klacid
erythromycin: CYP3A4_INHIBITOR | ery tab, erythrocin, pce
telithromycin: CYP3A4_INHIBITOR | ketek
fluconazole: CYP3A4_INHIBITOR | diflucan
isavuconazonium: CYP3A4_INHIBITOR | cresemba, isavuconazole
itraconazole: CYP3A4_INHIBITOR | sporanox, tolsura, onmel
ketoconazole: CYP3A4_INHIBITOR | nizoral, extina
posaconazole: CYP3A4_INHIBITOR | noxafil
voriconazole: CYP3A4_INHIBITOR | vfend
ritonavir: CYP3A4_INHIBITOR | norvir
cobicistat: CYP3A4_INHIBITOR | tybost
atazanavir: CYP3A4_INHIBITOR | reyataz
darunavir: CYP3A4_INHIBITOR | prezista
fosamprenavir: CYP3A4_INHIBITOR | lexiva
indinavir: CYP3A4_INHIBITOR | crixivan
nelfinavir: CYP3A4_INHIBITOR | viracept
saquinavir: CYP3A4_INHIBITOR | invirase
diltiazem: CYP3A4_INHIBITOR | cardizem, tiazac, cartia, dilacor, taztia
verapamil: CYP3A4_INHIBITOR | calan, isoptin, verelan, covera
aprepitant: CYP3A4_INHIBITOR | emend
conivaptan: CYP3A4_INHIBITOR | vaprisol
dronedarone: CYP3A4_INHIBITOR | multaq
idelalisib: CYP3A4_INHIBITOR | zydelig
crizotinib: CYP3A4_INHIBITOR | xalkori
imatinib: CYP3A4_INHIBITOR | gleevec
letermovir: CYP3A4_INHIBITOR | prevymis
grapefruit: CYP3A4_INHIBITOR | grapefruit juice, grapefruits
clopidogrel: CYP2B6_INHIBITOR | plavix, iscover
ticlopidine: CYP2B6_INHIBITOR | ticlid
thiotepa: CYP2B6_INHIBITOR | tepadina
carbamazepine: INDUCER | tegretol, carbatrol, equetro, epitol, tegretal, timonil
phenytoin: INDUCER | dilantin, phenytek, epanutin
fosphenytoin: INDUCER | cerebyx, sesquient
rifabutin: INDUCER | mycobutin
rifampin: INDUCER | rifampicin, rifadin, rimactane
rifapentine: INDUCER | priftin
efavirenz: INDUCER | sustiva
nevirapine: INDUCER | viramune
etravirine: INDUCER | intelence
apalutamide: INDUCER | erleada
enzalutamide: INDUCER | xtandi
mitotane: INDUCER | lysodren
bosentan: INDUCER | tracleer
cenobamate: INDUCER | xcopri
lumacaftor: INDUCER
st john's wort: INDUCER | saint johns wort, hypericum, hypericum perforatum, st johns wort, johanniskraut, sjw, st john wort
"""
