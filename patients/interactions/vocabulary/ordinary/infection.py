"""Bacteria, fungi, viruses, worms, and vaccines. No rule is about them."""

TABLE = """
abacavir: | ziagen
acyclovir: | zovirax, aciclovir, sitavig
adefovir: | hepsera
albendazole: | albenza
amikacin
amoxicillin: | amoxil, amoxycillin, moxatag
amphotericin
ampicillin
anidulafungin
artemether
artesunate
atovaquone: | mepron
azithromycin: | zithromax, z pak, zpak, zmax, z pack, zpack
aztreonam
baloxavir: | xofluza
bedaquiline: | sirturo
bezlotoxumab
bictegravir
brincidofovir
cabotegravir: | apretude, vocabria
caspofungin
cefaclor
cefadroxil: | duricef
cefazolin: | ancef
cefdinir: | omnicef
cefditoren
cefepime
cefixime: | suprax
cefotaxime
cefpodoxime: | vantin
cefprozil: | cefzil
ceftazidime
ceftriaxone: | rocephin
cefuroxime: | ceftin, zinnat
cephalexin: | keflex, cefalexin
cephradine
chloroquine: | aralen
clavulanate: | clavulanic acid
clindamycin: | cleocin, dalacin, clindagel
clofazimine
cloxacillin
dalbavancin: | dalvance
dapsone: | aczone
daptomycin: | cubicin
daclatasvir
delafloxacin: | baxdela
demeclocycline
dicloxacillin
didanosine
dolutegravir: | tivicay
doravirine: | pifeltro
doxycycline: | vibramycin, doryx, monodox, acticlate, oracea, adoxa, doxy
elvitegravir
emtricitabine: | emtriva
enfuvirtide: | fuzeon
entecavir: | baraclude
ertapenem
ethambutol: | myambutol
famciclovir: | famvir
fidaxomicin: | dificid
flucloxacillin: | floxapen
flucytosine
fosfomycin: | monurol
framycetin
fostemsavir: | rukobia
fusidic acid: | fucidin
ganciclovir
gatifloxacin: | zymaxid
gemifloxacin
gentamicin: | garamycin
griseofulvin: | grisactin, gris peg
glecaprevir
hydroxychloroquine: | plaquenil, hcq
imipenem
isoniazid
ivermectin: | stromectol, soolantra
lamivudine: | epivir
ledipasvir
levofloxacin: | levaquin
lopinavir
lymecycline
maraviroc: | selzentry
mebendazole: | vermox, emverm
mefloquine: | lariam
meropenem
methenamine: | hiprex
metronidazole: | flagyl, metrogel
micafungin
minocycline: | minocin, solodyn, dynacin
molnupiravir: | lagevrio
moxifloxacin: | avelox, vigamox
nafcillin
neomycin
niclosamide
nirmatrelvir
nitazoxanide: | alinia
nitrofurantoin: | macrobid, macrodantin, furadantin
norfloxacin: | noroxin
nystatin: | mycostatin, nystan
ofloxacin: | floxin, ocuflox
ombitasvir
omadacycline: | nuzyra
oseltamivir: | tamiflu
oxacillin
oteseconazole: | vivjoa
penicillin: | penicillin v, penicillin g, penicillin vk, pen vk, bicillin, phenoxymethylpenicillin, veetids, pcn
pentamidine
permethrin: | elimite, nix
pibrentasvir
piperacillin
pivmecillinam
praziquantel: | biltricide
primaquine
pyrantel: | pinworm medicine
pyrazinamide
pyrimethamine: | daraprim
quinine: | qualaquin
raltegravir: | isentress
remdesivir: | veklury
ribavirin: | copegus, rebetol
rilpivirine: | edurant
rimantadine: | flumadine
roxithromycin
secnidazole: | solosec
sofosbuvir: | sovaldi
spiramycin
stavudine
sulfadiazine
sulfamethoxazole
sulbactam
tafenoquine: | krintafel
tazobactam
tecovirimat: | tpoxx
telbivudine
tenofovir: | viread, vemlidy, tenofovir alafenamide, tenofovir disoproxil
terbinafine: | lamisil
tetracycline: | sumycin
tigecycline
tinidazole: | tindamax
tobramycin: | tobrex, tobi
trimethoprim: | proloprim, primsol
valacyclovir: | valtrex, valaciclovir
valganciclovir: | valcyte
vancomycin: | vancocin, firvanq
velpatasvir
voxilaprevir
zanamivir: | relenza
zidovudine: | retrovir, azt
a vaccine: | vaccine, shingrix, flu shot, influenza vaccine, prevnar, pneumovax, boostrix, gardasil, comirnaty, spikevax, arexvy, abrysvo, fluzone, havrix, twinrix, engerix, tdap
proguanil: | chloroguanide
lumefantrine
"""
