"""Diabetes, sex hormones and birth control, steroids, bone, thyroid blockers. No rule is about them."""

TABLE = """
abaloparatide: | tymlos
acarbose: | precose, glucobay
alendronate: | fosamax, alendronic acid, binosto
alogliptin: | nesina, vipidia
anastrozole: | arimidex
bazedoxifene
bexagliflozin: | brenzavvy
bromocriptine: | parlodel, cycloset
cabergoline: | dostinex
calcitonin: | miacalcin
calcitriol: | rocaltrol
canagliflozin: | invokana
carbimazole: | neomercazole, neo mercazole
chlorpropamide: | diabinese
cinacalcet: | sensipar, mimpara
clomiphene: | clomid, clomifene, milophene
conjugated estrogens: | premarin, conjugated oestrogens
corticotropin: | acthar, cortrophin
cortisone
cyproterone: | androcur
danazol: | danocrine
dapagliflozin: | farxiga, forxiga
deflazacort: | emflaza
denosumab: | prolia, xgeva
desmopressin: | ddavp, noctiva, nocdurna, minirin, desmotabs
desogestrel: | cerazette, cerelle
dexamethasone: | decadron, hemady
dienogest: | visanne
drospirenone: | slynd
dydrogesterone
dutasteride: | avodart
elagolix: | orilissa
empagliflozin: | jardiance
ertugliflozin: | steglatro
esterified estrogens: | menest
estetrol
estradiol: | estrace, vivelle, climara, oestradiol, vagifem, divigel, evamist, minivelle, estring, imvexxy, estraderm, yuvafem, dotti, lyllana, elestrin, depo estradiol
estriol: | ovestin
ethinyl estradiol: | ethinylestradiol, ethinyl estrad, eth estradiol, ethinyl estradio, ethinyloestradiol
ethynodiol
etidronate
etonogestrel: | nexplanon, implanon
exemestane: | aromasin
fezolinetant: | veozah
finasteride: | proscar, propecia
fludrocortisone: | florinef
fulvestrant: | faslodex
gliclazide: | diamicron
glimepiride: | amaryl
glipizide: | glucotrol, minodiab
glucagon: | gvoke, baqsimi, glucagen
glyburide: | glibenclamide, diabeta, micronase, glynase
goserelin: | zoladex
human chorionic gonadotropin: | hcg, pregnyl, novarel
hydrocortisone: | cortef, cortaid, solu cortef, cortizone, alkindi, hydrocort
hydroxyprogesterone: | makena
ibandronate: | boniva, ibandronic acid, bonviva
insulin: | lantus, humulin, humalog, novolog, levemir, insulin glargine, insulin lispro, insulin aspart, insulin detemir, insulin degludec, tresiba, toujeo, basaglar, novolin, admelog, apidra, fiasp, semglee, novorapid, insulin glulisine, insulin nph, nph insulin, nph, lyumjev, rezvoglar, afrezza, abasaglar, actrapid, insulatard, novomix, insulin regular
letrozole: | femara
leuprolide: | lupron, leuprorelin, eligard, prostap, fensolvi
levonorgestrel: | mirena, kyleena, skyla, liletta, plan b, levonelle, my way, jaydess
linagliptin: | tradjenta, trajenta
medroxyprogesterone: | depo provera, provera, depo subq provera, dmpa, medroxyprogest
megestrol: | megace
metformin: | glucophage, fortamet, glumetza, riomet
methimazole: | tapazole, thiamazole, northyx
methylprednisolone: | medrol, solu medrol, depo medrol, medrone
methyltestosterone
mifepristone: | mifeprex, korlym
miglitol: | glyset
misoprostol: | cytotec
nateglinide: | starlix
norelgestromin
norethindrone: | jolivette, camila, errin, micronor, norethisterone, aygestin, nora be, heather, incassia, noriday, deblitane, lyza, norlyda, sharobel
norgestimate
norgestrel: | opill
octreotide: | sandostatin, mycapssa
ospemifene: | osphena
oxandrolone: | oxandrin
pamidronate: | aredia
parathyroid hormone: | natpara
pegvisomant: | somavert
pioglitazone: | actos
prasterone: | dhea, intrarosa
prednisolone: | orapred, millipred, prelone, pediapred
prednisone: | deltasone, rayos, winpred
progesterone: | prometrium, crinone, endometrin, utrogestan, cyclogest
propylthiouracil: | ptu
raloxifene: | evista
relugolix: | orgovyx
repaglinide: | prandin, novonorm
risedronate: | actonel, atelvia, risedronic acid
romosozumab: | evenity
rosiglitazone: | avandia
saxagliptin: | onglyza
segesterone
sitagliptin: | januvia, zituvio
somatropin: | genotropin, norditropin, humatrope, nutropin, growth hormone
sotagliflozin: | inpefa
tamoxifen: | nolvadex, soltamox
teriparatide: | forteo, forsteo
testosterone: | androgel, testim, axiron, depo testosterone, xyosted, fortesta, jatenzo, testogel, nebido, aveed, natesto, kyzatrex, tlando
tibolone: | livial
tolazamide
tolbutamide
toremifene: | fareston
triptorelin: | trelstar, decapeptyl
ulipristal: | ella, ellaone
vildagliptin: | galvus
voglibose
zoledronic acid: | reclast, zometa, zoledronate, aclasta
a birth control pill: | birth control, birth control pill, birth control pills, ocp, ocps, oral contraceptive, oral contraceptives, contraceptive pill
"""
