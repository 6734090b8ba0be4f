"""Benzodiazepines, Z-drugs, barbiturates, muscle relaxants, gabapentinoids, antihistamines that make sleepy."""

TABLE = """
alprazolam: BENZODIAZEPINE | xanax, xanor, alprazolam intensol, niravam, tafil
bromazepam: BENZODIAZEPINE | lexotan, lexotanil, lectopam, lexomil
brotizolam: BENZODIAZEPINE | lendormin
chlordiazepoxide: BENZODIAZEPINE | librium, mitran
clobazam: BENZODIAZEPINE | onfi, sympazan, frisium, urbanyl
clonazepam: BENZODIAZEPINE | klonopin, rivotril, paxam, clonotril
clorazepate: BENZODIAZEPINE | tranxene, tranxilium
clotiazepam: BENZODIAZEPINE | veratran
diazepam: BENZODIAZEPINE | valium, diastat, valtoco, valrelease, stesolid
estazolam: BENZODIAZEPINE | prosom
etizolam: BENZODIAZEPINE | etilaam
flunitrazepam: BENZODIAZEPINE | rohypnol, roofies
flurazepam: BENZODIAZEPINE | dalmane, dalmadorm
halazepam: BENZODIAZEPINE | paxipam
ketazolam: BENZODIAZEPINE
loprazolam: BENZODIAZEPINE
lorazepam: BENZODIAZEPINE | ativan, temesta, tavor, loreev
lormetazepam: BENZODIAZEPINE | noctamid
medazepam: BENZODIAZEPINE
midazolam: BENZODIAZEPINE | versed, nayzilam, dormicum, buccolam
nitrazepam: BENZODIAZEPINE | mogadon
nordazepam: BENZODIAZEPINE
oxazepam: BENZODIAZEPINE | serax, serepax, seresta
phenazepam: BENZODIAZEPINE
prazepam: BENZODIAZEPINE | demetrin, lysanxia
quazepam: BENZODIAZEPINE | doral
remimazolam: BENZODIAZEPINE | byfavo
temazepam: BENZODIAZEPINE | restoril, normison
triazolam: BENZODIAZEPINE | halcion
a benzodiazepine: BENZODIAZEPINE | benzo, benzos, benzodiazepine, benzodiazepines
zolpidem: Z_DRUG | ambien, edluar, intermezzo, stilnox, zolpimist, stilnoct, ivadal
zopiclone: Z_DRUG | imovane, zimovane, ximovan
eszopiclone: Z_DRUG | lunesta
zaleplon: Z_DRUG | sonata
butalbital: SEDATIVE INDUCER | bupap, allzital, tencon
phenobarbital: SEDATIVE INDUCER | phenobarbitone, luminal, sezaby, phenobarb
primidone: SEDATIVE INDUCER | mysoline
secobarbital: SEDATIVE INDUCER | seconal
pentobarbital: SEDATIVE INDUCER | nembutal
sodium oxybate: SEDATIVE | xyrem, xywav, lumryz, ghb, gamma hydroxybutyrate, calcium magnesium potassium and sodium oxybates
chloral hydrate: SEDATIVE
meprobamate: SEDATIVE | miltown
suvorexant: SEDATIVE | belsomra
lemborexant: SEDATIVE | dayvigo
daridorexant: SEDATIVE | quviviq
doxepin: SEDATIVE TRICYCLIC | silenor, sinequan
kava: SEDATIVE | kava kava
baclofen: SEDATIVE | lioresal, ozobax, lyvispah, fleqsuvy, gablofen
carisoprodol: SEDATIVE | soma, vanadom
chlorzoxazone: SEDATIVE | lorzone, parafon forte
cyclobenzaprine: SEDATIVE | flexeril, amrix, fexmid
dantrolene: SEDATIVE | dantrium
metaxalone: SEDATIVE | skelaxin, metaxall
methocarbamol: SEDATIVE | robaxin
orphenadrine: SEDATIVE | norflex
tizanidine: SEDATIVE | zanaflex, sirdalud
tolperisone: SEDATIVE
gabapentin: SEDATIVE | neurontin, gralise, gabarone
gabapentin enacarbil: SEDATIVE | horizant
pregabalin: SEDATIVE | lyrica
mirogabalin: SEDATIVE | tarlige
brompheniramine: SEDATIVE
carbinoxamine: SEDATIVE | karbinal
cetirizine: SEDATIVE | zyrtec
chlorpheniramine: SEDATIVE | chlor trimeton, chlorphenamine, chlorphen, aller chlor
clemastine: SEDATIVE | tavist
cyproheptadine: SEDATIVE | periactin
dexbrompheniramine: SEDATIVE
dexchlorpheniramine: SEDATIVE
dimenhydrinate: SEDATIVE | dramamine, gravol
diphenhydramine: SEDATIVE | benadryl, zzzquil, sominex, nytol, unisom sleepgels, simply sleep, banophen, diphenhist, unisom sleepmelts
doxylamine: SEDATIVE | unisom sleeptabs, unisom
hydroxyzine: SEDATIVE | vistaril, atarax
levocetirizine: SEDATIVE | xyzal
meclizine: SEDATIVE | antivert, bonine, meclozine
pheniramine: SEDATIVE
promethazine: SEDATIVE | phenergan, promethegan
pyrilamine: SEDATIVE | mepyramine
trimeprazine: SEDATIVE | alimemazine
triprolidine: SEDATIVE
"""
