"""What is taken for blood pressure and pulse and is continued: beta-blockers and central alpha-2 agonists."""

TABLE = """
acebutolol: SYMPATHOLYTIC | sectral
atenolol: SYMPATHOLYTIC | tenormin
betaxolol: SYMPATHOLYTIC | kerlone, betoptic
bisoprolol: SYMPATHOLYTIC | zebeta, concor, cardicor, emcor
carteolol: SYMPATHOLYTIC
carvedilol: SYMPATHOLYTIC | coreg
celiprolol: SYMPATHOLYTIC | celectol
clonidine: SYMPATHOLYTIC | catapres, kapvay, nexiclon, onyda, catapressan, catapres tts, duraclon, dixarit
dexmedetomidine: SYMPATHOLYTIC SEDATIVE | igalmi, precedex
esmolol: SYMPATHOLYTIC | brevibloc
guanabenz: SYMPATHOLYTIC
guanfacine: SYMPATHOLYTIC | intuniv, tenex
labetalol: SYMPATHOLYTIC | trandate, normodyne
levobunolol: SYMPATHOLYTIC | betagan
lofexidine: SYMPATHOLYTIC | lucemyra
metoprolol: SYMPATHOLYTIC | lopressor, toprol, toprol xl, kapspargo, betaloc, beloc
moxonidine: SYMPATHOLYTIC | physiotens
nadolol: SYMPATHOLYTIC | corgard
nebivolol: SYMPATHOLYTIC | bystolic, nebilet
oxprenolol: SYMPATHOLYTIC
penbutolol: SYMPATHOLYTIC
pindolol: SYMPATHOLYTIC | visken
propranolol: SYMPATHOLYTIC | inderal, hemangeol, innopran, dociton, propranalol, bedranol
rilmenidine: SYMPATHOLYTIC
sotalol: SYMPATHOLYTIC | betapace, sorine, sotylize
timolol: SYMPATHOLYTIC | blocadren, timoptic
a beta blocker: SYMPATHOLYTIC | beta blocker, betablocker, beta blockers, betablockers
"""
