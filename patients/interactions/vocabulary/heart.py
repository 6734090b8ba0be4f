"""What is taken for blood pressure and pulse and is continued: beta-blockers and central alpha-2 agonists."""

TABLE = """
acebutolol: SYMPATHOLYTIC | sectral
atenolol: SYMPATHOLYTIC | tenormin
betaxolol: SYMPATHOLYTIC | kerlone
bisoprolol: SYMPATHOLYTIC | zebeta, concor
carvedilol: SYMPATHOLYTIC | coreg
clonidine: SYMPATHOLYTIC | catapres, kapvay, nexiclon, onyda, catapressan
dexmedetomidine: SYMPATHOLYTIC SEDATIVE | igalmi, precedex
guanfacine: SYMPATHOLYTIC | intuniv, tenex
labetalol: SYMPATHOLYTIC | trandate, normodyne
lofexidine: SYMPATHOLYTIC | lucemyra
metoprolol: SYMPATHOLYTIC | lopressor, toprol, toprol xl, kapspargo, betaloc, beloc
moxonidine: SYMPATHOLYTIC
nadolol: SYMPATHOLYTIC | corgard
nebivolol: SYMPATHOLYTIC | bystolic
pindolol: SYMPATHOLYTIC | visken
propranolol: SYMPATHOLYTIC | inderal, hemangeol, innopran, dociton
sotalol: SYMPATHOLYTIC | betapace, sorine, sotylize
timolol: SYMPATHOLYTIC | blocadren, timoptic
a beta blocker: SYMPATHOLYTIC | beta blocker, betablocker, beta blockers
"""
