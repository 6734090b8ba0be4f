"""Asthma, hay fever that makes nobody sleepy, coughs and colds. No rule is about them."""

TABLE = """
acetylcysteine: | nac, n acetylcysteine, n acetyl cysteine, mucomyst
aclidinium: | tudorza
acrivastine
albuterol: | ventolin, proair, proventil, salbutamol, accuneb, salamol, airomir, respiclick
ambroxol
arformoterol: | brovana
azelastine: | astelin, astepro, optivar
beclomethasone: | qvar, beclometasone, clenil, beconase, qnasl
benralizumab: | fasenra
benzonatate: | tessalon, tessalon perles
bilastine: | blexten
bromhexine
camphor
carbocisteine
ciclesonide: | alvesco, omnaris, zetonna
cromolyn: | cromoglicate, cromoglycate, nasalcrom, gastrocrom
desloratadine: | clarinex, aerius, neoclarityn
dupilumab: | dupixent
ebastine
ensifentrine: | ohtuvayre
erdosteine
eucalyptus oil: | eucalyptus
fexofenadine: | allegra, telfast
flunisolide
fluticasone: | flonase, flovent, arnuity, flixotide, flixonase, veramyst, xhance, fluticasone propionate, fluticasone furoate, armonair, avamys
formoterol: | foradil, perforomist, eformoterol
guaifenesin: | mucinex, robitussin, guaifenesin er, guaiphenesin
indacaterol: | arcapta, onbrez
ipratropium: | atrovent, ipratrop
ivacaftor: | kalydeco
levalbuterol: | xopenex, levosalbutamol
loratadine: | claritin, alavert, clarityn, claritine
menthol: | halls, ricola
mepolizumab: | nucala
metaproterenol: | orciprenaline
mizolastine
mometasone: | nasonex, asmanex, elocon, elocom
montelukast: | singulair
nintedanib: | ofev
olodaterol: | striverdi
olopatadine: | patanol, pataday, patanase
omalizumab: | xolair
pirfenidone: | esbriet
potassium iodide
reslizumab: | cinqair
revefenacin: | yupelri
roflumilast: | daliresp
rupatadine
salmeterol: | serevent
terbutaline: | bricanyl
tezepelumab: | tezspire
tiotropium: | spiriva
triamcinolone: | kenalog, nasacort
umeclidinium: | incruse
vilanterol
zafirlukast: | accolate
zileuton: | zyflo
oxygen: | home oxygen
a cough drop: | cough drop, cough drops, throat lozenges
elexacaftor
tezacaftor
"""
