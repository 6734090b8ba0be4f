"""How the name of a drug is taken apart into words, and which words say nothing about what is in it."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile(r"[’'`´]")
_NUMBER = re.compile(r"#\s*(?=\d)")
_WORD = re.compile(r"[a-z]+|\d+(?:[.,]\d+)*")


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Where one ingredient ends and the next begins.
_PARTS = re.compile(
    r"\s/\s|[+;&]|\band\b|\bwith\b|(?<=[a-z])/(?=[a-z])|(?<=[a-z]{4})-(?=[a-z]{4})"
)
# After another name they are its salt: losartan potassium. Alone they are what is taken.
MINERALS = frozenset({"calcium", "magnesium", "potassium", "sodium", "zinc"})

# Strengths, forms, routes, times and salts: what may stand around a name.
FILLER = _set(
    """
    a abuse act action actuat actuation adhesive aerosol apply adult after aid allergy am an and as at auto autoinjector bag base bead bedtime
    bid bottle brand buccal by cap caplet caplets caps capsule capsules cartridge cc chewable chronic coat coated
    cold comp compound concentrate congestion cough cr cream d daily day days daytime decanoate delayed delivery
    deterrent dietary disintegrating disp dm dose dosepak doses drop drops dry dv each ec elixir enteric er every
    evening ext extended extra extract film fl flex flu flush foam for forte free fumarate g gas gel gelcap gelcaps
    generic gram granules gum gummies h half hbr hcl hct hour hours hr hrs hs hydrobromide hydrochloride in
    inhalation inhaler inj injectable injection injector intramuscular intranasal intrauterine intravenous ir is iu iv kit
    la liquid liq lotion lozenge lozenges lyophilized maintena maleate max maximum mcg meq mesylate mg microdose
    microdosing microgram milligram mini mist ml mmol modified month monthly morning mouth mucosal n nail nasal
    needed needle new night nightly nitrate no nos not of oil ointment old on once one ophthalmic or oral orally otc
    oz pack packet pad pads pain paste patch patches pellet pen per pill pills plus pm po powder pr pre prefilled
    prn product puff puffs ptch pwdr qam qd qhs qid qod qpm rapid rectal refill refills regular release relief retard saccharate
    sachet sc severe shampoo sinus sl sleep sodium soln soltab solution spray sprays sprinkle sprinkles sr strength strip
    strips sub subcutaneous sublingual sulfate supp suppository suspension sustained swab syringe syrup system tab
    tablet tablets tabs take taken takes tartrate ten the therapy three tid tincture to topical transdermal troche
    twice two u ud unit units unt use vaginal vial w week weekly wipes with x xl xr xt yearly zydis acetate aspartate
    besylate bisulfate bitartrate bromide calcium carbonate chloride citrate cypionate dihydrate dimesylate
    dipotassium disodium disoproxil edisylate enanthate ethylsuccinate hemihydrate hyclate isethionate lactate
    magnesium medoxomil monohydrate oxalate pamoate phosphate polistirex potassium propionate salt succinate
    tosylate trihydrate valerate mofetil xinafoate furoate dipropionate acetonide axetil alafenamide mononitrate
    dinitrate palmitate undecanoate gluconate sulphate tromethamine meglumine etexilate cilexetil malate
    lauroxil tannate stearate napsylate embonate hydrochlorid acid sod hydrochl sulf eq equivalent
    human isophane lispro children childrens kids junior years ongoing current
    currently prescribed usually sometimes occasionally approx about maybe since her his my home hospital gtt
    breakfast lunch dinner supper food meal meals snack
    tbsp tsp comprime comprimes tabl tbl kps kapseln tabletten hub premium medication medicine drug drugs
    """
)
# Skin, hair, nail, eye and ear: little of it reaches the blood.
_LOCAL = _set(
    "cream eardrops eyedrops foam lotion nail ointment ophthalmic otic pad pads shampoo swab swabs topical wipes"
)
_LOCAL_SITES = frozenset({"eye", "eyes", "ear", "ears", "skin", "scalp"})
_SURFACE = _LOCAL | _LOCAL_SITES
_DROPS = frozenset({"drop", "drops", "gtt", "solution"})
_SYSTEMIC = _set(
    "oral tablet tablets capsule capsules transdermal patch patches injection injectable sublingual rectal"
)
_NEGATIONS_BEFORE = frozenset({"no", "non", "not", "without", "never"})
_NEGATIONS_AFTER = frozenset({"free"})
# Words that change what the words beside them mean: they are kept, also where a name is only looked up.
TELLING = _NEGATIONS_BEFORE | _NEGATIONS_AFTER


def simple(text: str) -> str:
    """Small letters without accents; `St. John's` and `St Johns` alike; `#3` said as `no 3`."""
    if text.isascii():
        text = text.lower()
    else:
        text = unicodedata.normalize("NFKD", text).casefold()
        text = "".join(c for c in text if not unicodedata.combining(c))
    return _APOSTROPHES.sub("", _NUMBER.sub(" no ", text))


def words_of(simple_text: str) -> tuple[str, ...]:
    """Letters and numbers, each its own word: `5MG` is two."""
    return tuple(_WORD.findall(simple_text))


def parts_of(simple_text: str) -> tuple[str, ...]:
    """What stands between slashes, plus signs and the like: an ingredient each, as a rule."""
    return tuple(part for part in _PARTS.split(simple_text) if part.strip())


def is_local(words: tuple[str, ...]) -> bool:
    """It goes on the skin or into eye or ear, and nothing says that it is swallowed or goes through the skin."""
    if _SURFACE.isdisjoint(words):
        return False
    said = frozenset(words)
    if said & _SYSTEMIC:
        return False
    return bool(said & _LOCAL) or bool(said & _DROPS)


def is_denied(words: tuple[str, ...], first: int, last: int) -> bool:
    """`non-opioid`, `codeine-free`: the name stands there to say that it is not in it."""
    before = words[first - 1] if first else ""
    after = words[last + 1] if last + 1 < len(words) else ""
    return before in _NEGATIONS_BEFORE or after in _NEGATIONS_AFTER


def says_something(word: str) -> bool:
    """It might be the name of something: not a number, not a strength, form or salt."""
    return len(word) > 2 and not word[0].isdigit() and word not in FILLER
