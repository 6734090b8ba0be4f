"""Opioids, what blocks them, and what is given when somebody took too much."""

TABLE = """
alfentanil: OPIOID
buprenorphine: OPIOID | subutex, butrans, sublocade, belbuca, brixadi, temgesic, buprenex, probuphine, buvidal, norspan
butorphanol: OPIOID | stadol
codeine: OPIOID | tylenol no 3, tylenol no 4, tylenol no 2, tylenol 3 with codeine
dextropropoxyphene: OPIOID | propoxyphene, darvon
dihydrocodeine: OPIOID | dhc continus
diphenoxylate: OPIOID | lomotil
fentanyl: OPIOID | duragesic, actiq, fentora, subsys, sublimaze, abstral, lazanda
heroin: OPIOID | diamorphine
hydrocodone: OPIOID | hysingla, zohydro, hydrocodone bitartrate
hydromorphone: OPIOID | dilaudid, exalgo, palladone
kratom: OPIOID | mitragynine, mitragyna
levorphanol: OPIOID
meperidine: OPIOID | demerol, pethidine
methadone: OPIOID | dolophine, methadose, diskets, polamidon
morphine: OPIOID | ms contin, kadian, roxanol, mscontin, arymo, morphabond, oramorph, avinza, msir
nalbuphine: OPIOID | nubain
opium: OPIOID | paregoric, laudanum, belladonna and opium
oliceridine: OPIOID | olinvyk
oxycodone: OPIOID | oxycontin, roxicodone, oxaydo, xtampza, roxybond, oxyir, oxynorm, oxys
oxymorphone: OPIOID | opana
pentazocine: OPIOID | talwin
piritramide: OPIOID | dipidolor
remifentanil: OPIOID | ultiva
sufentanil: OPIOID | dsuvia
tapentadol: OPIOID | nucynta, palexia
tianeptine: OPIOID | stablon
tilidine: OPIOID | valoron
tramadol: OPIOID | ultram, conzip, tramal, rybix, ryzolt, zydol, qdolo, contramal
an opioid: OPIOID | opioid, opioids, opiate, opiates, narcotic, narcotics
naltrexone: OPIOID_BLOCKER | vivitrol, revia, depade, ldn
nalmefene: OPIOID_BLOCKER | selincro, opvee
methylnaltrexone: | relistor
naloxegol: | movantik
naloxone: OPIOID_RESCUE | narcan, evzio, kloxxado, zimhi, nyxoid
"""
