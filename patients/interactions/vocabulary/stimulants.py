"""What drives pulse and pressure up: stimulants, decongestants, pressors, monoamine oxidase inhibitors, thyroid."""

TABLE = """
amphetamine: STIMULANT | evekeo, adzenys, dyanavel, amfetamine, amphetamine sulfate
armodafinil: STIMULANT | nuvigil
atomoxetine: STIMULANT | strattera
benzphetamine: STIMULANT | regimex
cocaine: STIMULANT | crack cocaine
dexmethylphenidate: STIMULANT | focalin
dextroamphetamine: STIMULANT | dexedrine, zenzedi, procentra, dexamphetamine, dexamfetamine, xelstrym, attentin
diethylpropion: STIMULANT | tenuate, amfepramone
lisdexamfetamine: STIMULANT | vyvanse, elvanse, lisdexamphetamine, tyvense
methamphetamine: STIMULANT | desoxyn, crystal meth, metamfetamine
methylphenidate: STIMULANT | ritalin, concerta, daytrana, metadate, methylin, quillivant, quillichew, jornay, medikinet, aptensio, cotempla, equasym, adhansia, relexxii
modafinil: STIMULANT | provigil, vigil
phendimetrazine: STIMULANT
phentermine: STIMULANT | adipex, adipex p, lomaira
pitolisant: STIMULANT | wakix
serdexmethylphenidate: STIMULANT
solriamfetol: STIMULANT | sunosi
viloxazine: STIMULANT | qelbree
a stimulant: STIMULANT | amphetamines, stimulant, stimulants
ephedrine: DECONGESTANT | ephedra, ma huang
levmetamfetamine: DECONGESTANT
naphazoline: DECONGESTANT
oxymetazoline: DECONGESTANT | afrin, dristan nasal, mucinex sinus max nasal
phenylephrine: DECONGESTANT | sudafed pe, neo synephrine, sudafed pe congestion
phenylpropanolamine: DECONGESTANT
propylhexedrine: DECONGESTANT | benzedrex
pseudoephedrine: DECONGESTANT | sudafed, sudafed 12 hour, suphedrine, wal phed
xylometazoline: DECONGESTANT | otrivin, otriven
a decongestant: DECONGESTANT | decongestant, decongestants
dihydroergotamine: PRESSOR | migranal, trudhesa, dhe 45, dhe
droxidopa: PRESSOR | northera
ergotamine: PRESSOR | ergomar, ergostat
methylergonovine: PRESSOR | methergine, methylergometrine
midodrine: PRESSOR | proamatine, gutron
norepinephrine: PRESSOR | levophed, noradrenaline
dopamine: PRESSOR
terlipressin: PRESSOR | terlivaz
vasopressin: PRESSOR | vasostrict, pitressin
epinephrine: EMERGENCY_PRESSOR | epipen, adrenaline, auvi q, adrenalin, epipen jr, symjepi, neffy, adrenaclick
isocarboxazid: MAOI | marplan
linezolid: MAOI | zyvox
methylene blue: MAOI | provayblue, methylthioninium
moclobemide: MAOI | aurorix, manerix
phenelzine: MAOI | nardil
rasagiline: MAOI | azilect
safinamide: MAOI | xadago
selegiline: MAOI | emsam, eldepryl, zelapar, deprenyl
tedizolid: MAOI | sivextro
tranylcypromine: MAOI | parnate, jatrosom
harmaline: MAOI | syrian rue
an maoi: MAOI | maoi, maois, mao inhibitor, monoamine oxidase inhibitor
levothyroxine: THYROID | synthroid, levoxyl, unithroid, euthyrox, tirosint, levothroid, eltroxin, l thyroxine, l thyroxin, thyroxine, levo t, thyquidity
liothyronine: THYROID | cytomel, triostat, thybon
liotrix: THYROID | thyrolar
thyroid: THYROID | armour thyroid, np thyroid, nature throid, desiccated thyroid, westhroid, wp thyroid, adthyza, thyroid extract
"""
