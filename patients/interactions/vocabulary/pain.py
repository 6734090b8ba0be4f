"""Opioids, what blocks them, and what is given when somebody took too much."""

TABLE = """
alfentanil: OPIOID
buprenorphine: OPIOID | subutex, butrans, sublocade, belbuca, brixadi, temgesic, buprenex, probuphine, buvidal, norspan, espranor, transtec, buprenorph
butorphanol: OPIOID | stadol
codeine: OPIOID | tylenol no 3, tylenol no 4, tylenol no 2, tylenol 3 with codeine, codeine linctus
dextromoramide: OPIOID
dextropropoxyphene: OPIOID | propoxyphene, darvon
difenoxin: OPIOID
dihydrocodeine: OPIOID | dhc continus, df 118
diphenoxylate: OPIOID
dipipanone: OPIOID | diconal
ethylmorphine: OPIOID
fentanyl: OPIOID | duragesic, actiq, fentora, subsys, sublimaze, abstral, lazanda, durogesic, matrifen
heroin: OPIOID | diamorphine
hydrocodone: OPIOID | hysingla, zohydro, hydrocodone bitartrate, hydrocod
hydromorphone: OPIOID | dilaudid, exalgo, palladone, jurnista
kratom: OPIOID | mitragynine, mitragyna, 7 oh, 7 hydroxymitragynine
levomethadone: OPIOID
levorphanol: OPIOID
meperidine: OPIOID | demerol, pethidine
meptazinol: OPIOID | meptid
methadone: OPIOID | dolophine, methadose, diskets, polamidon, physeptone, biodone
morphine: OPIOID | ms contin, kadian, roxanol, mscontin, arymo, morphabond, oramorph, avinza, msir, mso4, zomorph, sevredol, mst continus, mst, ms ir, m eslon
nalbuphine: OPIOID | nubain
opium: OPIOID | paregoric, laudanum, belladonna and opium, poppy seed tea, opium tincture
oliceridine: OPIOID | olinvyk
oxycodone: OPIOID | oxycontin, roxicodone, oxaydo, xtampza, roxybond, oxyir, oxynorm, oxys, oxycod, longtec, shortec, oxy ir, endone, oxycontin cr
oxymorphone: OPIOID | opana
pentazocine: OPIOID | talwin
pholcodine: OPIOID
piritramide: OPIOID | dipidolor
remifentanil: OPIOID | ultiva
sufentanil: OPIOID | dsuvia
tapentadol: OPIOID | nucynta, palexia
tianeptine: OPIOID | stablon, tianaa
tilidine: OPIOID | valoron
tramadol: OPIOID | ultram, conzip, tramal, rybix, ryzolt, zydol, qdolo, contramal, zamadol, tridural, ralivia, durela, maxitram
an opioid: OPIOID | opioid, opioids, opiate, opiates, narcotic, narcotics
naltrexone: OPIOID_BLOCKER | vivitrol, revia, depade, ldn, low dose naltrexone, nalorex, adepend
nalmefene: OPIOID_BLOCKER | selincro, opvee
samidorphan: OPIOID_BLOCKER
alvimopan: | entereg
methylnaltrexone: | relistor
naldemedine: | symproic, rizmoic
naloxegol: | movantik, moventig
naloxone: OPIOID_RESCUE | narcan, evzio, kloxxado, zimhi, nyxoid, prenoxad, rextovy
"""
