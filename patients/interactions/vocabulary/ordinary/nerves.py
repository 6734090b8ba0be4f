"""Epilepsy, Parkinson's disease, migraine, memory, multiple sclerosis, anxiety without sedation. No rule is about them."""

TABLE = """
acamprosate: | campral
acetazolamide: | diamox
almotriptan: | axert
apomorphine: | apokyn, kynmobi
atogepant: | qulipta
benserazide
benztropine: | cogentin, benzatropine
betahistine: | serc
brivaracetam: | briviact, brivaracetum
buspirone: | buspar, bucapsol
cannabidiol: | epidiolex, cbd, cbd oil, cbd gummies
nabilone: | cesamet
cannabis: | marijuana, thc, weed, dronabinol, marinol, medical marijuana, thc gummies, edibles, syndros, sativex, nabiximols, hemp, hashish
carbidopa: | lodosyn
citicoline
cladribine: | mavenclad
cytisine: | cytisinicline
dalfampridine: | ampyra, fampridine
deutetrabenazine: | austedo
dimethyl fumarate: | tecfidera
diroximel fumarate: | vumerity
disulfiram: | antabuse
divalproex: | depakote, valproate, valproic acid, depakene, valproate semisodium, divalproex sodium, epival, epilim, sodium valproate, depacon, depakine, stavzor, episenta
donepezil: | aricept, adlarity
edaravone: | radicava
eletriptan: | relpax
entacapone: | comtan
eptinezumab: | vyepti
erenumab: | aimovig
ethosuximide: | zarontin
ezogabine
felbamate: | felbatol
fenfluramine: | fintepla
fingolimod: | gilenya
fremanezumab: | ajovy
frovatriptan: | frova
galantamine: | razadyne, reminyl
galcanezumab: | emgality
glatiramer: | copaxone, glatopa
interferon beta: | avonex, rebif, betaseron, plegridy
istradefylline: | nourianz
lacosamide: | vimpat, motpoly
lasmiditan: | reyvow
lecanemab: | leqembi
levetiracetam: | keppra, spritam, elepsia
levodopa: | inbrija
melatonin: | circadin
methsuximide: | celontin
monomethyl fumarate: | bafiertam
naratriptan: | amerge
natalizumab: | tysabri
nicotine: | nicoderm, nicorette, nicotine patch, nicotrol, nicotine gum, nicotine lozenge, nicorelief, habitrol, zyn
ocrelizumab: | ocrevus
ofatumumab: | kesimpta
opicapone: | ongentys
oxcarbazepine: | trileptal, oxtellar
ozanimod: | zeposia
perampanel: | fycompa
pergolide
piracetam
ponesimod: | ponvory
pramipexole: | mirapex, sifrol, mirapexin
procyclidine: | kemadrin
pyridostigmine: | mestinon, regonol
ramelteon: | rozerem
rimegepant: | nurtec
riluzole: | rilutek, tiglutik, exservan
rivastigmine: | exelon
rizatriptan: | maxalt
ropinirole: | requip
rotigotine: | neupro
rufinamide: | banzel, inovelon
siponimod: | mayzent
sumatriptan: | imitrex, tosymra, imigran, zembrace, onzetra
suzetrigine: | journavx
tasimelteon: | hetlioz
tacrine
teriflunomide: | aubagio
tetrabenazine: | xenazine
tiagabine: | gabitril
tolcapone: | tasmar
topiramate: | topamax, trokendi, qudexy, eprontia
trihexyphenidyl: | artane, benzhexol
trospium: | sanctura
ubrogepant: | ubrelvy
valbenazine: | ingrezza
varenicline: | chantix, champix, tyrvaya
vigabatrin: | sabril, vigadrone, vigafyde
zavegepant: | zavzpret
zolmitriptan: | zomig
zonisamide: | zonegran, zonisade
botulinum toxin: | botox, xeomin, dysport, onabotulinumtoxina, myobloc
"""
