"""Pain without opioids, gout, rheumatism. No rule is about them."""

TABLE = """
abatacept: | orencia
aceclofenac: | preservex
acemetacin
acetaminophen: | tylenol, paracetamol, panadol, apap, ofirmev, ben u ron, doliprane, acetaminoph, acetaminop, acephen, tempra, calpol, dafalgan, efferalgan, mapap, feverall
adalimumab: | humira, hadlima, hyrimoz, amjevita, cyltezo, imraldi, yusimry, hulio
allopurinol: | zyloprim, zyloric
anakinra: | kineret
apremilast: | otezla
aspirin: | ecotrin, bayer, acetylsalicylic acid, asa, bufferin, acetylsalicylate, durlaza, disprin, aspir 81, aspir low
auranofin
baricitinib: | olumiant
bimekizumab: | bimzelx
caffeine: | nodoz, vivarin, caffeine pills
capsaicin: | zostrix, qutenza, capzasin, salonpas hot
celecoxib: | celebrex, elyxyb
certolizumab: | cimzia
chondroitin
colchicine: | colcrys, mitigare, gloperba, lodoco
dexketoprofen
diclofenac: | voltaren, voltarol, cataflam, cambia, zipsor, flector, pennsaid, zorvolex, arthrotec diclofenac
diflunisal: | dolobid
etanercept: | enbrel, erelzi
etodolac: | lodine
etoricoxib: | arcoxia
febuxostat: | uloric, adenuric
fenoprofen: | nalfon
flurbiprofen: | ansaid
glucosamine
golimumab: | simponi
guselkumab: | tremfya
hyaluronate: | synvisc, euflexxa, orthovisc, hyaluronic acid, durolane, supartz
ibuprofen: | advil, motrin, nurofen, brufen, caldolor, midol ibuprofen, ibu
indomethacin: | indocin, indometacin, tivorbex
infliximab: | remicade, inflectra, renflexis, avsola, zymfentra
ixekizumab: | taltz
ketoprofen: | orudis, oruvail
ketorolac: | toradol, sprix, acular
leflunomide: | arava
lidocaine: | lidoderm, lignocaine, xylocaine, ztlido, aspercreme lidocaine
magnesium salicylate: | doans
mefenamic acid: | ponstel, ponstan
meclofenamate
meloxicam: | mobic, vivlodex, anjeso
metamizole: | novalgin, dipyrone, nolotil
methotrexate: | rheumatrex, trexall, otrexup, rasuvo, mtx, xatmep
methyl salicylate: | bengay, bengay ultra, salonpas, icy hot, wintergreen oil
nabumetone: | relafen
naproxen: | aleve, naprosyn, anaprox, naprelan, ec naprosyn
nefopam
nimesulide
oxaprozin: | daypro, coxanto
parecoxib
pegloticase: | krystexxa
penicillamine: | cuprimine, depen
phenylbutazone
piroxicam: | feldene
probenecid
rilonacept
risankizumab: | skyrizi
rituximab: | rituxan, truxima, ruxience
salsalate: | disalcid
sarilumab: | kevzara
secukinumab: | cosentyx
sulindac: | clinoril
sulfasalazine: | azulfidine, sulphasalazine
thiocolchicoside
tocilizumab: | actemra
tofacitinib: | xeljanz
tolmetin
trolamine salicylate: | aspercreme
upadacitinib: | rinvoq
ustekinumab: | stelara, wezlana
vedolizumab: | entyvio
ziconotide: | prialt
"""
