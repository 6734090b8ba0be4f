"""Vitamins, minerals, herbs and what else is bought without a prescription. No rule is about them."""

TABLE = """
5 htp: | hydroxytryptophan, 5 hydroxytryptophan, 5htp
alpha lipoic acid: | lipoic acid
apple cider vinegar
arginine: | l arginine
arnica
ashwagandha: | ksm 66, withania
bacopa
beta carotene
berberine
bilberry
biotin: | vitamin b7, hair skin and nails, hair skin nails
black cohosh: | remifemin
boron
boswellia
bromelain
calcium: | tums, caltrate, calcium carbonate, calcium citrate, citracal, os cal, oscal, oyster shell calcium, calcichew, calcium plus
carnitine: | l carnitine, acetyl l carnitine, levocarnitine, carnitor
chamomile
chasteberry: | vitex
chia
chlorella
choline
chromium: | chromium picolinate
cinnamon
coenzyme q10: | coq10, co q10, coq 10, ubiquinol, ubidecarenone, co q 10, coenzyme q 10
collagen: | collagen peptides
copper
cranberry: | cranberry extract
creatine: | creatine monohydrate
cyanocobalamin: | vitamin b12, b12, vit b12, vitamin b 12, hydroxocobalamin, b 12
d mannose
dandelion
diindolylmethane
dong quai
echinacea: | echinacea purpurea
elderberry: | sambucus, sambucol
ergocalciferol: | vitamin d2, drisdol
cholecalciferol: | vitamin d, vitamin d3, vit d, vit d3, colecalciferol, d3, vitamin d 3, vit d 3
evening primrose oil: | evening primrose
fenugreek
feverfew
ferrous sulfate: | iron, feosol, ferrous gluconate, ferrous fumarate, slow fe, fergon, ferrex, iron supplement, feso4, ferrous sulphate, iron polysaccharide, polysaccharide iron, niferex, venofer, iron sucrose, injectafer, ferric carboxymaltose
fish oil: | omega 3, lovaza, omega 3 fatty acids, omega 3 acid ethyl esters, krill oil, cod liver oil, flaxseed oil, flax seed, flaxseed, omega 3s, epa, dha
folic acid: | folate, vitamin b9, folvite
gamma aminobutyric acid
garcinia: | garcinia cambogia
garlic
ginger: | ginger root
ginkgo: | ginkgo biloba
ginseng: | panax ginseng, korean ginseng
glutamine: | l glutamine
glutathione
glycine: | l glycine
goldenseal
grape seed extract
green tea extract: | green tea
hawthorn
hops
horse chestnut
iodine
inositol
lecithin
lemon balm
levomefolate: | l methylfolate, deplin, methylfolate, levomefolic acid, l methyl folate
licorice
lions mane
lutein
lycopene
lysine: | l lysine
maca: | maca root
magnesium: | magnesium oxide, mag ox, magnesium citrate, magnesium glycinate, magox, magnesium chloride, slow mag, magnesium sulfate, magnesium gluconate, magnesium threonate, magnesium l threonate, magnesium malate, natural calm, mag oxide
manganese
methylcobalamin: | mecobalamin
methylsulfonylmethane: | msm
milk thistle: | silymarin
moringa
multivitamin: | multivitamins, centrum, mvi, multi vitamin, multivit, prenatal vitamin, prenatal vitamins, prenatal, one a day, multivitamin with minerals, daily vite, stresstabs, geritol
mushroom supplement: | reishi, cordyceps, chaga
niacin: | niaspan, vitamin b3, nicotinic acid, niacor, niacinamide, nicotinamide
nettle
olive leaf
oral rehydration salts: | ors, pedialyte
oregano oil: | oil of oregano
pantothenic acid: | vitamin b5
passionflower: | passiflora
phosphatidylserine
phytonadione: | vitamin k, mephyton, vitamin k1, vitamin k2, menaquinone
potassium gluconate
pycnogenol
pyridoxine: | vitamin b6, b6, pyridoxal phosphate, p5p, vit b6
quercetin
red yeast rice
resveratrol
rhodiola: | rhodiola rosea
riboflavin: | vitamin b2
s adenosylmethionine: | ademetionine, sam e
saw palmetto
selenium
skullcap
soy isoflavones
spirulina
theanine: | l theanine
theobromine
thiamine: | vitamin b1, b1, thiamin, benfotiamine
tryptophan: | l tryptophan
turmeric: | curcumin, tumeric
tyrosine: | l tyrosine
valerian: | valerian root
vitamin a: | retinol, retinyl palmitate
vitamin b complex: | b complex, vitamin b, super b complex, nephrovite, b complex vitamins
vitamin c: | ascorbic acid, vit c, emergen c
vitamin e: | tocopherol, vit e
whey protein: | protein powder, protein shake
zinc: | zinc sulfate, zinc gluconate, zinc picolinate, cold eeze, zicam
isopropyl alcohol: | rubbing alcohol, alcohol prep pads, alcohol swabs, alcohol pads, alcohol prep pad, alcohol wipes
benzyl alcohol
cetyl alcohol: | stearyl alcohol, polyvinyl alcohol
a test strip: | test strips, test strip, lancets, glucose meter, pen needles, pen needle
"""
