"""Known, and no rule is about them. They keep a drug from being taken for one that is spelt alike."""

TABLE = """
abacavir: | ziagen
acarbose: | precose
acetaminophen: | tylenol, paracetamol, panadol, apap, ofirmev, ben u ron, doliprane
acetazolamide: | diamox
acyclovir: | zovirax, aciclovir
adalimumab: | humira
albuterol: | ventolin, proair, proventil, salbutamol
alendronate: | fosamax
alfuzosin: | uroxatral
allopurinol: | zyloprim
almotriptan: | axert
alosetron: | lotronex
alteplase: | activase
ambrisentan
amiloride: | midamor
aminocaproic acid: | amicar
amiodarone: | pacerone, cordarone
amlodipine: | norvasc
amoxicillin: | amoxil
amoxicillin clavulanate: | augmentin, clavulanate
ampicillin
anastrozole: | arimidex
apixaban: | eliquis
apremilast: | otezla
arsenic trioxide: | trisenox
aspirin: | ecotrin, bayer, acetylsalicylic acid, asa, bufferin
atorvastatin: | lipitor
azathioprine: | imuran
azelastine: | astelin
azithromycin: | zithromax, z pak, zpak
beclomethasone: | qvar
benazepril: | lotensin
bendroflumethiazide
benzonatate: | tessalon
benztropine: | cogentin
bimatoprost: | lumigan
bisacodyl: | dulcolax
bismuth subsalicylate: | pepto bismol
budesonide: | pulmicort, rhinocort
bumetanide: | bumex
buspirone: | buspar
busulfan: | myleran
caffeine: | nodoz
calcitriol
calcium: | tums, caltrate, calcium carbonate
canagliflozin: | invokana
candesartan: | atacand
cannabidiol: | epidiolex, cbd
cannabis: | marijuana, thc, weed, dronabinol, marinol
captopril: | capoten
carbidopa levodopa: | sinemet, carbidopa, levodopa
cefaclor
cefadroxil
cefdinir: | omnicef
cefuroxime: | ceftin
celecoxib: | celebrex
cephalexin: | keflex
chlorhexidine: | peridex
chloroquine: | aralen
chlorthalidone: | thalitone
cholecalciferol: | vitamin d, vitamin d3
cilostazol: | pletal
cimetidine: | tagamet
ciprofloxacin: | cipro
clidinium
clindamycin: | cleocin
clobetasol: | temovate
clomiphene: | clomid
clotrimazole: | lotrimin
colchicine: | colcrys
cromolyn
cyanocobalamin: | vitamin b12, b12
cyclophosphamide: | cytoxan
cyclosporine: | neoral, sandimmune, ciclosporin
dabigatran: | pradaxa
dapagliflozin: | farxiga
darifenacin: | enablex
desloratadine: | clarinex
desmopressin: | ddavp
desogestrel
dexamethasone: | decadron
dexlansoprazole: | dexilant
diclofenac: | voltaren
dicyclomine: | bentyl
digoxin: | lanoxin
dipyridamole: | persantine
disopyramide: | norpace
disulfiram: | antabuse
divalproex: | depakote, valproate, valproic acid, depakene, valproate semisodium, divalproex sodium, epival
docusate: | colace
dofetilide: | tikosyn
donepezil: | aricept
dorzolamide
doxazosin: | cardura
doxycycline: | vibramycin
droperidol: | inapsine
drospirenone: | yaz, yasmin
elvitegravir
empagliflozin: | jardiance
emtricitabine
enalapril: | vasotec
enoxaparin: | lovenox
entecavir
eplerenone: | inspra
epoetin: | epogen, procrit
ergocalciferol: | vitamin d2, drisdol
esomeprazole: | nexium
estradiol: | estrace, vivelle, climara
conjugated estrogens: | premarin
ethinyl estradiol: | seasonique, loestrin, estrostep, ortho tri cyclen, sprintec
ethosuximide
etonogestrel: | nexplanon, nuvaring
ezetimibe: | zetia
famotidine: | pepcid
febuxostat: | uloric
felodipine: | plendil
fenofibrate: | tricor
ferrous sulfate: | iron, feosol, ferrous gluconate
fexofenadine: | allegra
fidaxomicin
finasteride: | proscar, propecia
fish oil: | omega 3, lovaza
flecainide
fluticasone: | flonase, flovent
folic acid: | folate
formoterol
fosinopril
frovatriptan
furosemide: | lasix
galantamine: | razadyne
gemfibrozil: | lopid
gentamicin
glimepiride: | amaryl
glipizide: | glucotrol
glyburide: | glibenclamide
glycopyrrolate
guaifenesin: | mucinex, robitussin
heparin
homatropine
hydralazine: | apresoline
hydrochlorothiazide: | hctz, microzide
hydrocortisone: | cortef
hydroxychloroquine: | plaquenil
hydroxyurea
hyoscyamine: | levsin
ibandronate: | boniva
ibuprofen: | advil, motrin, nurofen
indapamide
ibutilide: | corvert
indomethacin: | indocin
infliximab: | remicade
insulin: | lantus, humulin, humalog, novolog, levemir, insulin glargine, insulin lispro, insulin aspart, tresiba, toujeo
ipratropium: | atrovent
irbesartan: | avapro
isoniazid
isosorbide: | isordil, imdur
ivabradine
ivacaftor
ivermectin
ketorolac: | toradol
ketotifen: | zaditor
lacosamide: | vimpat
lactulose
lamivudine: | epivir
lansoprazole: | prevacid
latanoprost: | xalatan
leflunomide
letrozole: | femara
levalbuterol
levetiracetam: | keppra
levofloxacin: | levaquin
levonorgestrel: | mirena, kyleena, skyla, liletta, plan b
lidocaine: | lidoderm
linagliptin: | tradjenta
lisinopril: | zestril, prinivil
lomustine
loperamide: | imodium
lopinavir
loratadine: | claritin, alavert
losartan: | cozaar
lovastatin
macitentan: | opsumit
magnesium: | magnesium oxide, milk of magnesia
medroxyprogesterone: | depo provera, provera
elagolix: | orilissa
melatonin
meloxicam: | mobic
mercaptopurine
mesalamine: | asacol
metformin: | glucophage
methimazole: | tapazole
methotrexate
methyldopa: | aldomet
methylprednisolone: | medrol
metoclopramide: | reglan
metolazone
metronidazole: | flagyl
minocycline
minoxidil: | rogaine
mometasone: | nasonex
montelukast: | singulair
moxifloxacin: | avelox, vigamox
multivitamin: | multivitamins, centrum
mupirocin
mycophenolate: | cellcept
nabumetone
naproxen: | aleve, naprosyn, anaprox
naratriptan
niacin
nicotine: | nicoderm, nicorette, nicotine patch
nifedipine: | adalat, procardia
nirmatrelvir
nitrofurantoin: | macrobid, macrodantin
nitroglycerin: | nitrostat, glyceryl trinitrate
norethindrone: | jolivette, camila, errin, micronor, norethisterone
norgestimate
nystatin
olmesartan: | benicar
ombitasvir
omeprazole: | prilosec, losec
ondansetron: | zofran
oseltamivir: | tamiflu
oxcarbazepine: | trileptal
oxybutynin: | ditropan
oxytocin: | pitocin
pantoprazole: | protonix
penicillin: | penicillin v, penicillin g
perindopril
phenazopyridine: | pyridium, azo
phentolamine
pilocarpine
pioglitazone: | actos
polyethylene glycol: | miralax
potassium chloride: | klor con, potassium
povidone iodine: | betadine
pramipexole: | mirapex
prasugrel: | effient
pravastatin: | pravachol
prazosin: | minipress
prednisolone
prednisone: | deltasone
primaquine
probenecid
procainamide: | pronestyl
progesterone: | prometrium
propylthiouracil
pyrazinamide
pyridostigmine
pyridoxine
quinapril: | accupril
quinidine
rabeprazole: | aciphex
raloxifene: | evista
ramelteon: | rozerem
ramipril: | altace
ranitidine: | zantac
repaglinide
rifaximin: | xifaxan
riluzole
risedronate: | actonel
rivaroxaban: | xarelto
rivastigmine: | exelon
rizatriptan: | maxalt
ropinirole: | requip
rosuvastatin: | crestor
sacubitril: | entresto
salmeterol: | serevent
samidorphan
saxagliptin
sennosides: | senna, senokot
sevelamer: | renvela
sildenafil: | viagra, revatio
simethicone: | gas x
simvastatin: | zocor
simvastatin ezetimibe: | vytorin
sitagliptin: | januvia
sodium chloride: | saline, normal saline, ocean nasal, saline nasal spray
solifenacin: | vesicare
spironolactone: | aldactone
sucralfate: | carafate
sulfamethoxazole: | bactrim, septra
sulfasalazine
sulindac
sumatriptan: | imitrex
tacrolimus: | prograf
tadalafil: | cialis
tamoxifen: | nolvadex
tamsulosin: | flomax
telmisartan: | micardis
tenofovir: | viread, truvada, descovy, biktarvy
terazosin: | hytrin
terbinafine: | lamisil
terbutaline
teriparatide
testosterone: | androgel
tetracycline
theanine: | l theanine
theobromine
thiamine: | vitamin b1
ticagrelor: | brilinta
tiotropium: | spiriva
tolterodine: | detrol
topiramate: | topamax
torsemide
trandolapril
tranexamic acid: | lysteda
travoprost
triamcinolone: | kenalog, nasacort
triamterene
trimethoprim
trospium
ubrogepant
ursodiol
valacyclovir: | valtrex, valaciclovir
valsartan: | diovan
vardenafil
vandetanib: | caprelsa
varenicline: | chantix
vigabatrin: | sabril
vitamin c: | ascorbic acid
warfarin: | coumadin, jantoven
zafirlukast: | accolate
zinc
zidovudine
zileuton
zolmitriptan: | zomig
zonisamide: | zonegran
metamizole: | novalgin, dipyrone
hyaluronate: | synvisc
"""
