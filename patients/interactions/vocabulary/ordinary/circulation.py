"""Heart, blood pressure, fats in the blood, and clots. No rule is about them."""

TABLE = """
aliskiren: | tekturna, rasilez
ambrisentan: | letairis, volibris
amiloride: | midamor
aminocaproic acid: | amicar
amiodarone: | pacerone, cordarone, nexterone, cordarone x
amlodipine: | norvasc, istin, katerzia, norliqva
anagrelide: | agrylin, xagrid
apixaban: | eliquis
argatroban
alirocumab: | praluent
alteplase: | activase, cathflo
atorvastatin: | lipitor, atorvaliq, sortis
azilsartan: | edarbi
bempedoic acid: | nexletol
benazepril: | lotensin
bendroflumethiazide: | bendrofluazide
bezafibrate: | bezalip
bumetanide: | bumex, burinex
candesartan: | atacand, amias
captopril: | capoten
chlorothiazide: | diuril
chlorthalidone: | thalitone, chlortalidone, hygroton, hemiclor
cholestyramine: | questran, prevalite, colestyramine
cilazapril: | inhibace
cilnidipine
cilostazol: | pletal
clevidipine: | cleviprex
colesevelam: | welchol, cholestagel
colestipol: | colestid
dabigatran: | pradaxa
dalteparin: | fragmin
danaparoid
digoxin: | lanoxin, digitek, digox
dipyridamole: | persantine
disopyramide: | norpace, rythmodan
dofetilide: | tikosyn
doxazosin: | cardura
edoxaban: | savaysa, lixiana
enalapril: | vasotec, innovace, epaned
enoxaparin: | lovenox, clexane, inhixa
eplerenone: | inspra
eprosartan: | teveten
ethacrynic acid: | edecrin
evolocumab: | repatha
evinacumab: | evkeeza
ezetimibe: | zetia, ezetrol
felodipine: | plendil
fenofibrate: | tricor, trilipix, lipofen, lipantil, fenoglide, antara, fenofibric acid, supralip
finerenone: | kerendia
flecainide: | tambocor
fluvastatin: | lescol
fondaparinux: | arixtra
fosinopril: | monopril
furosemide: | lasix, frusemide, furoscix
gemfibrozil: | lopid
heparin
hydralazine: | apresoline
hydrochlorothiazide: | hctz, microzide, esidrix, hydrodiuril, inzirqo
ibutilide: | corvert
icosapent ethyl: | vascepa, icosapent, vazkepa
inclisiran: | leqvio
indapamide: | lozol, natrilix
irbesartan: | avapro, aprovel
isosorbide: | isordil, imdur, ismo, isosorbide mononitrate, isosorbide dinitrate, monoket, ismn, isdn, isosorb
isradipine
ivabradine: | corlanor, procoralan
lacidipine
lercanidipine: | zanidip
lisinopril: | zestril, prinivil, qbrelis
lomitapide: | juxtapid
losartan: | cozaar
lovastatin: | mevacor, altoprev
macitentan: | opsumit
mavacamten: | camzyos
methyclothiazide
methyldopa: | aldomet
metolazone: | zaroxolyn
mexiletine: | mexitil
minoxidil: | rogaine, loniten, regaine
moexipril: | univasc
nicardipine: | cardene
nicorandil: | ikorel
nifedipine: | adalat, procardia, coracten
nimodipine: | nymalize, nimotop
nisoldipine: | sular
nitrendipine
nitroglycerin: | nitrostat, glyceryl trinitrate, nitro dur, nitrolingual, gtn, ntg, nitro, rectiv, nitro bid, minitran
nitroprusside
obicetrapib
olmesartan: | benicar, olmetec
pentoxifylline: | trental, pentoxil, oxpentifylline
perindopril: | aceon, coversyl
phenindione
phenprocoumon: | marcumar, marcoumar
pitavastatin: | livalo, zypitamag
prasugrel: | effient, efient
pravastatin: | pravachol, lipostat
prazosin: | minipress, hypovase
procainamide: | pronestyl, procanbid
propafenone: | rythmol, arythmol
quinapril: | accupril, accupro
quinidine
ramipril: | altace, tritace
ranolazine: | ranexa, aspruzyo
reserpine
riociguat: | adempas
rivaroxaban: | xarelto
rosuvastatin: | crestor, ezallor
sacubitril
selexipag: | uptravi
simvastatin: | zocor, flolipid
sotatercept: | winrevair
spironolactone: | aldactone, carospir
tafamidis: | vyndamax, vyndaqel
telmisartan: | micardis
ticagrelor: | brilinta, brilique
tolvaptan: | samsca, jynarque
torsemide: | demadex, torasemide, soaanz
trandolapril: | mavik
tranexamic acid: | lysteda, cyklokapron, txa
treprostinil: | remodulin, orenitram, tyvaso
triamterene: | dyrenium
valsartan: | diovan
vericiguat: | verquvo
vorapaxar: | zontivity
warfarin: | coumadin, jantoven, marevan
a statin: | statin
"""
