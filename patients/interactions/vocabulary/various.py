"""What empties the stomach slowly, and alcohol."""

TABLE = """
dulaglutide: GLP1 | trulicity
exenatide: GLP1 | byetta, bydureon
liraglutide: GLP1 | victoza, saxenda
lixisenatide: GLP1 | adlyxin, lyxumia
semaglutide: GLP1 | ozempic, wegovy, rybelsus
tirzepatide: GLP1 | mounjaro, zepbound
pramlintide: GLP1 | symlin
a glp 1 agonist: GLP1 | glp 1, glp1
alcohol: ALCOHOL | ethanol, beer, wine, vodka, whisky, whiskey, liquor
"""
