"""Kidney, bladder, prostate, erection, electrolytes. No rule is about them."""

TABLE = """
alfuzosin: | uroxatral, xatral
alprostadil: | caverject, edex, muse
avanafil: | stendra
bethanechol: | urecholine
calcifediol: | rayaldee
calcium acetate: | phoslo
darifenacin: | enablex, emselex
daprodustat
doxercalciferol: | hectorol
fesoterodine: | toviaz
flavoxate: | urispas
lanthanum: | fosrenol
mirabegron: | myrbetriq, betmiga
oxybutynin: | ditropan, oxytrol, gelnique
oxytocin: | pitocin
paricalcitol: | zemplar
patiromer: | veltassa
pentosan polysulfate: | elmiron, pentosan
phenazopyridine: | pyridium, azo
potassium chloride: | klor con, potassium, k dur, klorcon, kcl, micro k, k tab, slow k, potassium supplement, k lor
potassium citrate: | urocit, urocit k
sevelamer: | renvela, renagel
sildenafil: | viagra, revatio
silodosin: | rapaflo
sodium bicarbonate: | baking soda, sodium bicarb
sodium chloride: | saline, normal saline, ocean nasal, saline nasal spray, saline spray, sodium chloride 0.9
sodium zirconium cyclosilicate: | lokelma
sodium polystyrene sulfonate: | kayexalate
solifenacin: | vesicare
sparsentan
sucroferric oxyhydroxide: | velphoro
tadalafil: | cialis, adcirca, tadliq, alyq
tamsulosin: | flomax, flomaxtra
terazosin: | hytrin
tiopronin: | thiola
tolterodine: | detrol, detrusitol
vardenafil: | levitra, staxyn
vibegron: | gemtesa
lactated ringers: | ringers lactate
dextrose: | glucose, glucose tablets
"""
