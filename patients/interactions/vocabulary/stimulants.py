"""What drives pulse and pressure up: stimulants, decongestants, pressors, monoamine oxidase inhibitors, thyroid."""

TABLE = """
amphetamine: STIMULANT | evekeo, adzenys, dyanavel, amfetamine, amphetamine sulfate, amphet
armodafinil: STIMULANT | nuvigil
atomoxetine: STIMULANT | strattera
benzphetamine: STIMULANT | regimex, didrex
cocaine: STIMULANT | crack cocaine
dexmethylphenidate: STIMULANT | focalin, dexmethylphenid
dextroamphetamine: STIMULANT | dexedrine, zenzedi, procentra, dexamphetamine, dexamfetamine, xelstrym, attentin, dextroamphet, dextroamp, dexamfetamin, amfexa, d amphetamine
diethylpropion: STIMULANT | tenuate, amfepramone
khat: STIMULANT | cathinone
lisdexamfetamine: STIMULANT | vyvanse, elvanse, lisdexamphetamine, tyvense, aduvanz
mazindol: STIMULANT
methamphetamine: STIMULANT | desoxyn, crystal meth, metamfetamine, methylamphetamine
methylphenidate: STIMULANT | ritalin, concerta, daytrana, metadate, methylin, quillivant, quillichew, jornay, medikinet, aptensio, cotempla, equasym, adhansia, relexxii, biphentin, foquest, xenidate, delmosart, rubifen, xaggitin
modafinil: STIMULANT | provigil, vigil, alertec, modavigil
pemoline: STIMULANT | cylert
phendimetrazine: STIMULANT | bontril
phentermine: STIMULANT | adipex, adipex p, lomaira, ionamin, duromine
pitolisant: STIMULANT | wakix
serdexmethylphenidate: STIMULANT
sibutramine: STIMULANT | meridia
solriamfetol: STIMULANT | sunosi
viloxazine: STIMULANT | qelbree
yohimbine: STIMULANT | yohimbe
a stimulant: STIMULANT | amphetamines, stimulant, stimulants
ephedrine: DECONGESTANT | ephedra, ma huang
isometheptene: DECONGESTANT
levmetamfetamine: DECONGESTANT
naphazoline: DECONGESTANT | clear eyes, naphcon
oxymetazoline: DECONGESTANT | afrin, dristan nasal, mucinex sinus max nasal, vicks sinex, zicam nasal, sinex
phenylephrine: DECONGESTANT | sudafed pe, neo synephrine, sudafed pe congestion
phenylpropanolamine: DECONGESTANT
propylhexedrine: DECONGESTANT | benzedrex
pseudoephedrine: DECONGESTANT | sudafed, sudafed 12 hour, suphedrine, wal phed, sudogest, pseudoephed, nexafed
synephrine: DECONGESTANT | bitter orange
tetrahydrozoline: DECONGESTANT | visine, tetryzoline
tramazoline: DECONGESTANT
xylometazoline: DECONGESTANT | otrivin, otriven, otrivine
a decongestant: DECONGESTANT | decongestant, decongestants
dihydroergotamine: PRESSOR | migranal, trudhesa, dhe 45, dhe
dobutamine: PRESSOR
droxidopa: PRESSOR | northera
ergotamine: PRESSOR | ergomar, ergostat
etilefrine: PRESSOR
isoproterenol: PRESSOR | isoprenaline, isuprel
metaraminol: PRESSOR
methylergonovine: PRESSOR | methergine, methylergometrine
methysergide: PRESSOR | sansert
midodrine: PRESSOR | proamatine, gutron, orvaten, bramox
norepinephrine: PRESSOR | levophed, noradrenaline
dopamine: PRESSOR
terlipressin: PRESSOR | terlivaz
vasopressin: PRESSOR | vasostrict, pitressin
epinephrine: EMERGENCY_PRESSOR | epipen, adrenaline, auvi q, adrenalin, epipen jr, symjepi, neffy, adrenaclick, jext, emerade, anapen, allerject, primatene mist, epi pen
furazolidone: MAOI
isocarboxazid: MAOI | marplan
linezolid: MAOI | zyvox
methylene blue: MAOI | provayblue, methylthioninium
moclobemide: MAOI | aurorix, manerix
phenelzine: MAOI | nardil
procarbazine: MAOI | matulane
rasagiline: MAOI | azilect
safinamide: MAOI | xadago
selegiline: MAOI | emsam, eldepryl, zelapar, deprenyl
tedizolid: MAOI | sivextro
tranylcypromine: MAOI | parnate, jatrosom
harmaline: MAOI | syrian rue
an maoi: MAOI | maoi, maois, mao inhibitor, monoamine oxidase inhibitor
levothyroxine: THYROID | synthroid, levoxyl, unithroid, euthyrox, tirosint, levothroid, eltroxin, l thyroxine, l thyroxin, thyroxine, levo t, thyquidity, oroxine, eutroxsig, levothyrox, ermeza, berlthyrox, levothyroxin
liothyronine: THYROID | cytomel, triostat, thybon, tertroxin, triiodothyronine
liotrix: THYROID | thyrolar
thyroid: THYROID | armour thyroid, np thyroid, nature throid, desiccated thyroid, westhroid, wp thyroid, adthyza, thyroid extract, erfa thyroid, niva thyroid, thyroid desiccated
"""
