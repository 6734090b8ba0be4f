"""Stomach, bowel, liver, nausea. No rule is about them."""

TABLE = """
alosetron: | lotronex
aluminum hydroxide: | aluminium hydroxide, amphojel
balsalazide: | colazal
bisacodyl: | dulcolax, ducodyl, correctol
bismuth subsalicylate: | pepto bismol, kaopectate, pepto, bismuth
budesonide: | pulmicort, rhinocort, entocort, uceris, tarpeyo, budenofalk
calcium polycarbophil: | fibercon
chenodiol
cholic acid
cimetidine: | tagamet
cisapride: | propulsid
clidinium
dexlansoprazole: | dexilant
dicyclomine: | bentyl, dicycloverine
difelikefalin: | korsuva
docusate: | colace, dss, surfak
dolasetron: | anzemet
domperidone: | motilium
eluxadoline: | viberzi
esomeprazole: | nexium
famotidine: | pepcid, zantac 360
gaviscon: | sodium alginate, alginic acid
glycerin: | glycerol
glycopyrrolate: | robinul, glycopyrronium, cuvposa, glyrx
granisetron: | kytril, sancuso, sustol
hyoscine butylbromide: | buscopan, buscomint
hyoscyamine: | levsin, anaspaz, levbid, nulev, oscimin, symax
itopride
lactase: | lactaid
lactulose: | enulose, kristalose, constulose, generlac, duphalac
lansoprazole: | prevacid, zoton
linaclotide: | linzess, constella
loperamide: | imodium, diamode
lubiprostone: | amitiza
macrogol: | movicol, laxido, cosmocol
magnesium hydroxide: | milk of magnesia
mebeverine: | colofac
mesalamine: | asacol, lialda, pentasa, apriso, delzicol, canasa, rowasa, mesalazine, salofalk, octasa
methscopolamine: | pamine
methylcellulose: | citrucel
metoclopramide: | reglan, maxolon, gimoti
mineral oil
nizatidine: | axid
obeticholic acid: | ocaliva
odevixibat
olsalazine
omeprazole: | prilosec, losec, omesec
ondansetron: | zofran, zuplenz
pancrelipase: | creon, zenpep, pancreaze, pancreatin, viokace, pancrelip
pantoprazole: | protonix, pantoloc, pantozol
peppermint oil: | ibgard, peppermint, colpermin
polyethylene glycol: | miralax, peg 3350, glycolax, golytely, clearlax, polyethylene glycol 3350, gavilax, nulytely, movi prep, moviprep, restoralax
propantheline
prucalopride: | motegrity, resolor
psyllium: | metamucil, ispaghula, fybogel, konsyl, psyllium husk
rabeprazole: | aciphex, pariet
ranitidine: | zantac
resmetirom: | rezdiffra
rifaximin: | xifaxan
scopolamine: | transderm scop, hyoscine, hyoscine hydrobromide, kwells
sennosides: | senna, senokot, ex lax, senna lax, sennalax, senexon, sena
simethicone: | gas x, mylicon, phazyme, simeticone
sucralfate: | carafate, antepsin
tegaserod: | zelnorm
tenapanor: | ibsrela, xphozah
trimebutine
trimethobenzamide: | tigan
ursodiol: | actigall, urso, ursodeoxycholic acid, ursodeoxycholate, reltone, ursofalk, udca
vonoprazan: | voquezna
an antacid: | antacid, antacids
a laxative: | laxative, stool softener, fiber supplement, fiber
a probiotic: | probiotic, probiotics, lactobacillus, culturelle, acidophilus, florastor, saccharomyces boulardii, bifidobacterium, lactobacillus acidophilus
"""
