"""What empties the stomach slowly, and alcohol."""

TABLE = """
albiglutide: GLP1 | tanzeum
dulaglutide: GLP1 | trulicity
exenatide: GLP1 | byetta, bydureon
liraglutide: GLP1 | victoza, saxenda
lixisenatide: GLP1 | adlyxin, lyxumia
orforglipron: GLP1
pramlintide: GLP1 | symlin
retatrutide: GLP1
semaglutide: GLP1 | ozempic, wegovy, rybelsus
tirzepatide: GLP1 | mounjaro, zepbound
a glp 1 agonist: GLP1 | glp 1, glp1, glp 1 agonist, glp 1 shot
alcohol: ALCOHOL | ethanol, beer, beers, wine, vodka, whisky, whiskey, liquor, etoh, tequila, bourbon, champagne
"""
