"""Immune system, transplants, tumours, blood. No rule is about them."""

TABLE = """
abemaciclib: | verzenio
abiraterone: | zytiga, yonsa
acalabrutinib: | calquence
afatinib: | gilotrif
alemtuzumab: | lemtrada, campath
alpelisib: | piqray
arsenic trioxide: | trisenox
asparaginase
avatrombopag: | doptelet
axitinib: | inlyta
azacitidine: | vidaza
azathioprine: | imuran, azasan
basiliximab
belimumab: | benlysta
bendamustine: | treanda
bevacizumab: | avastin
bicalutamide: | casodex
bleomycin
bortezomib: | velcade
bosutinib: | bosulif
burosumab
busulfan: | myleran
cabozantinib: | cabometyx
capecitabine: | xeloda
carboplatin
carfilzomib
carmustine
chlorambucil: | leukeran
cisplatin
cyclophosphamide: | cytoxan
cytarabine
dacarbazine
daratumumab: | darzalex
darbepoetin: | aranesp
darolutamide: | nubeqa
dasatinib: | sprycel, phyrago
daunorubicin
decitabine
deferasirox: | exjade, jadenu
docetaxel: | taxotere
doxorubicin: | adriamycin
durvalumab: | imfinzi
eculizumab: | soliris
eltrombopag: | promacta, revolade, alvaiz
emicizumab: | hemlibra
epirubicin
epoetin: | epogen, procrit, retacrit, erythropoietin
erdafitinib: | balversa
erlotinib: | tarceva
etoposide
everolimus: | afinitor, zortress, certican
filgrastim: | neupogen, zarxio, nivestym
fludarabine
fluorouracil: | efudex, carac, efudix
flutamide
gefitinib: | iressa
gemcitabine: | gemzar
givosiran: | givlaari
hemin: | panhematin
hydroxyurea: | hydrea, hydroxycarbamide, droxia, siklos
ibrutinib: | imbruvica
immune globulin: | ivig, privigen, gammagard, gamunex, hizentra, immunoglobulin
ipilimumab: | yervoy
irinotecan
ixazomib: | ninlaro
lanreotide: | somatuline
lapatinib: | tykerb
lenalidomide: | revlimid
lenvatinib: | lenvima
leucovorin: | folinic acid, levoleucovorin
lomustine
luspatercept
melphalan: | alkeran
mercaptopurine: | purinethol, 6 mp, purixan
mesna
mycophenolate: | cellcept, myfortic, mycophenolic acid
neratinib: | nerlynx
nivolumab: | opdivo
olaparib: | lynparza
osimertinib: | tagrisso
oxaliplatin
paclitaxel: | taxol, abraxane
palbociclib: | ibrance
pazopanib: | votrient
pegfilgrastim: | neulasta
pembrolizumab: | keytruda
pemetrexed: | alimta
pertuzumab: | perjeta
pomalidomide: | pomalyst
ponatinib: | iclusig
ravulizumab: | ultomiris
regorafenib: | stivarga
romiplostim: | nplate
ruxolitinib: | jakafi, opzelura
sirolimus: | rapamune, rapamycin
sorafenib: | nexavar
sunitinib: | sutent
tacrolimus: | prograf, envarsus, astagraf, protopic
temozolomide: | temodar
temsirolimus
thalidomide: | thalomid
thioguanine: | tabloid
topotecan
trametinib: | mekinist
trastuzumab: | herceptin, enhertu, kadcyla
vandetanib: | caprelsa
vemurafenib: | zelboraf
venetoclax: | venclexta
vinblastine
vincristine
zanubrutinib: | brukinsa
tipiracil
"""
