"""Benzodiazepines, Z-drugs, barbiturates, muscle relaxants, gabapentinoids, antihistamines that make sleepy."""

TABLE = """
adinazolam: BENZODIAZEPINE
alprazolam: BENZODIAZEPINE | xanax, xanor, alprazolam intensol, niravam, tafil, xanax bars, kalma
bromazepam: BENZODIAZEPINE | lexotan, lexotanil, lectopam, lexomil
bromazolam: BENZODIAZEPINE
brotizolam: BENZODIAZEPINE | lendormin
chlordiazepoxide: BENZODIAZEPINE | librium, mitran
clobazam: BENZODIAZEPINE | onfi, sympazan, frisium, urbanyl, urbanol
clonazepam: BENZODIAZEPINE | klonopin, rivotril, paxam, clonotril, clonazepam odt
clonazolam: BENZODIAZEPINE
clorazepate: BENZODIAZEPINE | tranxene, tranxilium
clotiazepam: BENZODIAZEPINE | veratran
delorazepam: BENZODIAZEPINE
diazepam: BENZODIAZEPINE | valium, diastat, valtoco, valrelease, stesolid, antenex, diazemuls
estazolam: BENZODIAZEPINE | prosom
ethyl loflazepate: BENZODIAZEPINE | loflazepate
etizolam: BENZODIAZEPINE | etilaam
flualprazolam: BENZODIAZEPINE
flunitrazepam: BENZODIAZEPINE | rohypnol, roofies
flurazepam: BENZODIAZEPINE | dalmane, dalmadorm
halazepam: BENZODIAZEPINE | paxipam
ketazolam: BENZODIAZEPINE
loprazolam: BENZODIAZEPINE
lorazepam: BENZODIAZEPINE | ativan, temesta, tavor, loreev, lorazepam intensol
lormetazepam: BENZODIAZEPINE | noctamid
medazepam: BENZODIAZEPINE
midazolam: BENZODIAZEPINE | versed, nayzilam, dormicum, buccolam, hypnovel, epistatus
nimetazepam: BENZODIAZEPINE
nitrazepam: BENZODIAZEPINE | mogadon, alodorm
nordazepam: BENZODIAZEPINE | nordiazepam
oxazepam: BENZODIAZEPINE | serax, serepax, seresta, murelax
phenazepam: BENZODIAZEPINE
pinazepam: BENZODIAZEPINE
prazepam: BENZODIAZEPINE | demetrin, lysanxia
quazepam: BENZODIAZEPINE | doral
remimazolam: BENZODIAZEPINE | byfavo
temazepam: BENZODIAZEPINE | restoril, normison, temaze
tetrazepam: BENZODIAZEPINE
triazolam: BENZODIAZEPINE | halcion
tofisopam: BENZODIAZEPINE CYP3A4_INHIBITOR
a benzodiazepine: BENZODIAZEPINE | benzo, benzos, benzodiazepine, benzodiazepines, bzd, bzds
zolpidem: Z_DRUG | ambien, edluar, intermezzo, stilnox, zolpimist, stilnoct, ivadal, sublinox, tovalt
zopiclone: Z_DRUG | imovane, zimovane, ximovan, imrest
eszopiclone: Z_DRUG | lunesta
zaleplon: Z_DRUG | sonata
a z drug: Z_DRUG | z drug, z drugs
amobarbital: SEDATIVE INDUCER | amytal, amylobarbitone
butabarbital: SEDATIVE INDUCER | butisol
butalbital: SEDATIVE INDUCER | bupap, allzital, tencon
mephobarbital: SEDATIVE INDUCER | mebaral, methylphenobarbital
pentobarbital: SEDATIVE INDUCER | nembutal
phenobarbital: SEDATIVE INDUCER | phenobarbitone, luminal, sezaby, phenobarb
primidone: SEDATIVE INDUCER | mysoline
secobarbital: SEDATIVE INDUCER | seconal, quinalbarbitone
methohexital: SEDATIVE | brevital
thiopental: SEDATIVE | pentothal, thiopentone
propofol: SEDATIVE | diprivan
etomidate: SEDATIVE | amidate
chloral hydrate: SEDATIVE
clomethiazole: SEDATIVE | heminevrin, chlormethiazole
ethchlorvynol: SEDATIVE | placidyl
ganaxolone: SEDATIVE | ztalmy
glutethimide: SEDATIVE | doriden
kava: SEDATIVE | kava kava
meprobamate: SEDATIVE | miltown, equanil
methaqualone: SEDATIVE | quaalude, quaaludes
paraldehyde: SEDATIVE
phenibut: SEDATIVE
sodium oxybate: SEDATIVE | xyrem, xywav, lumryz, ghb, gamma hydroxybutyrate, calcium magnesium potassium and sodium oxybates, gbl
suvorexant: SEDATIVE | belsomra
lemborexant: SEDATIVE | dayvigo
daridorexant: SEDATIVE | quviviq
doxepin: SEDATIVE TRICYCLIC | silenor, sinequan
xylazine: SEDATIVE SYMPATHOLYTIC | tranq
baclofen: SEDATIVE | lioresal, ozobax, lyvispah, fleqsuvy, gablofen
carisoprodol: SEDATIVE | soma, vanadom
chlorzoxazone: SEDATIVE | lorzone, parafon forte, parafon
cyclobenzaprine: SEDATIVE | flexeril, amrix, fexmid, tonmya
dantrolene: SEDATIVE | dantrium
eperisone: SEDATIVE
metaxalone: SEDATIVE | skelaxin, metaxall
methocarbamol: SEDATIVE | robaxin
orphenadrine: SEDATIVE | norflex
tizanidine: SEDATIVE | zanaflex, sirdalud
tolperisone: SEDATIVE
a muscle relaxant: SEDATIVE | muscle relaxant, muscle relaxer, muscle relaxants, muscle relaxers
gabapentin: SEDATIVE | neurontin, gralise, gabarone
gabapentin enacarbil: SEDATIVE | horizant
pregabalin: SEDATIVE | lyrica, alzain, axalid
mirogabalin: SEDATIVE | tarlige
a gabapentinoid: SEDATIVE | gabapentinoid, gabapentinoids
azatadine: SEDATIVE
brompheniramine: SEDATIVE | dimetane
buclizine: SEDATIVE
carbinoxamine: SEDATIVE | karbinal, ryvent
cetirizine: SEDATIVE | zyrtec, zirtek, reactine, quzyttir
chlorcyclizine: SEDATIVE
chlorpheniramine: SEDATIVE | chlor trimeton, chlorphenamine, chlorphen, aller chlor, piriton, chlortrimeton
cinnarizine: SEDATIVE | stugeron, stugeron 15
clemastine: SEDATIVE | tavist, tavegil, dayhist
cyclizine: SEDATIVE | marezine, valoid
cyproheptadine: SEDATIVE | periactin
dexbrompheniramine: SEDATIVE
dexchlorpheniramine: SEDATIVE | polaramine
dimenhydrinate: SEDATIVE | dramamine, gravol
dimetindene: SEDATIVE | fenistil
diphenhydramine: SEDATIVE | benadryl, benadryl allergy, zzzquil, sominex, nytol, unisom sleepgels, simply sleep, banophen, diphenhist, unisom sleepmelts, genahist, siladryl, unisom sleep gels, vicks zzzquil
doxylamine: SEDATIVE | unisom sleeptabs, unisom, unisom sleep tabs, restavit, dozile
flunarizine: SEDATIVE | sibelium
hydroxyzine: SEDATIVE | vistaril, atarax, ucerax
levocetirizine: SEDATIVE | xyzal
meclizine: SEDATIVE | antivert, bonine, meclozine, dramamine less drowsy
pheniramine: SEDATIVE
phenyltoloxamine: SEDATIVE
pizotifen: SEDATIVE | sandomigran, sanomigran, pizotyline
promethazine: SEDATIVE | phenergan, promethegan, avomine
pyrilamine: SEDATIVE | mepyramine
trimeprazine: SEDATIVE | alimemazine, vallergan
tripelennamine: SEDATIVE
triprolidine: SEDATIVE
"""
