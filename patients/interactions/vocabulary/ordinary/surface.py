"""Skin, eye, ear and mouth. No rule is about them."""

TABLE = """
abrocitinib: | cibinqo
acitretin: | soriatane
adapalene: | differin
aflibercept: | eylea
alcaftadine
apraclonidine: | iopidine
atropine: | isopto atropine
azelaic acid: | finacea, azelex
bacitracin
bepotastine: | bepreve
benzocaine: | orajel, anbesol, oragel, cepacol
benzoyl peroxide: | panoxyl
betamethasone: | diprolene, celestone, betnovate, diprosone, luxiq, betamethaso
bimatoprost: | lumigan, latisse
brimonidine: | alphagan, lumify, mirvaso
brinzolamide: | azopt
bromfenac: | prolensa
calamine
calcipotriene: | dovonex, calcipotriol, sorilux
carbachol
carbamide peroxide: | debrox
carboxymethylcellulose: | refresh tears, artificial tears, refresh plus, systane, theratears, lubricating eye drops
chlorhexidine: | peridex, hibiclens, periogard
ciclopirox: | penlac, loprox
clobetasol: | temovate, clobex, olux, dermovate
clocortolone
coal tar: | t gel
collagenase: | santyl
crisaborole: | eucrisa
crotamiton
cyclopentolate
deoxycholic acid
desonide: | desowen
desoximetasone: | topicort
difluprednate: | durezol
dorzolamide: | trusopt
econazole
efinaconazole: | jublia
epinastine: | elestat
fluocinolone: | synalar, derma smoothe
fluocinonide: | lidex, vanos
fluoride: | sodium fluoride, prevident, biotene, stannous fluoride
fluorometholone: | fml
flurandrenolide
halobetasol: | ultravate
halcinonide
hydroquinone
hypochlorous acid
hypromellose
imiquimod: | aldara, zyclara
isotretinoin: | accutane, absorica, claravis, roaccutane, amnesteem, zenatane, myorisan
ketotifen: | zaditor, alaway
latanoprost: | xalatan, xelpros
latanoprostene: | vyzulta
lifitegrast: | xiidra
loteprednol: | lotemax, alrex
luliconazole
methoxsalen
miconazole: | monistat, daktarin
mupirocin: | bactroban
nepafenac: | nevanac, ilevro
netarsudil: | rhopressa
petrolatum: | vaseline, aquaphor
phentolamine
pilocarpine: | salagen, vuity
pimecrolimus: | elidel
podofilox
polymyxin: | polymyxin b
povidone iodine: | betadine
prednicarbate
ranibizumab: | lucentis
retapamulin
roflumilast cream: | zoryve
salicylic acid: | compound w
selenium sulfide: | selsun
silver sulfadiazine: | silvadene
spinosad
sulfacetamide
tafluprost: | zioptan
tapinarof: | vtama
tavaborole
tazarotene: | tazorac
tetracaine
tolnaftate: | tinactin
travoprost: | travatan
tretinoin: | retin a, renova, altreno, atralin
trifarotene
tropicamide
undecylenic acid
urea: | carmol
verteporfin
witch hazel: | tucks
zinc oxide: | desitin
prilocaine
clotrimazole: | lotrimin, canesten, mycelex
trifluridine: | viroptic
homatropine
"""
