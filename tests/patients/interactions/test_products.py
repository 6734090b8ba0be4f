"""The matcher judged on names it was not written from: how much it finds, how much it makes up, what it hides.

Two lists. `products.txt`: names written down first, by the same hand that wrote the vocabulary later. `unseen.txt`:
names that other people wrote in public sample data, collected afterwards, and nothing was learnt from them.
"""

import sys

import pytest

from patients.interactions.matching import How, recognise
from patients.interactions.vocabulary import PRODUCTS, SUBSTANCES
from tests.patients.interactions.products import read

# (list, at least this precision, at least this recall): a little under what was measured when it was written.
MEASURED = [("products", 0.985, 0.985), ("unseen", 0.99, 0.62)]


def found_in(name):
    """What a rule would be asked about: not what stays on the skin."""
    got = recognise(name)
    if got.is_local:
        return frozenset()
    return frozenset(one for one in got.substances if SUBSTANCES[one].concerns)


@pytest.mark.parametrize(("which", "precision", "recall"), MEASURED)
def test_precision_and_recall(which, precision, recall, capsys):
    """Control: take `SPELLING` away (`Likeness.nearest` answering nothing) and the first list falls to 0.81 recall."""
    rows = read(which)
    right = made_up = missed = 0
    for name, answer in rows:
        got = found_in(name)
        right += len(got & answer)
        made_up += len(got - answer)
        missed += len(answer - got)
    was = (right / (right + made_up), right / (right + missed))
    with capsys.disabled():
        sys.stdout.write(f"\n{which}: {len(rows)} names, precision %.3f, recall %.3f\n" % was)
    assert was[0] >= precision
    assert was[1] >= recall


@pytest.mark.parametrize("which", ["products", "unseen"])
def test_nothing_is_missed_in_silence(which):
    """What is missed is said to be not recognised. Control: `is_whole` answering True fails on `unseen`."""
    silent = [
        name
        for name, answer in read(which)
        if answer - found_in(name) and recognise(name).is_whole
    ]
    assert silent == []


def test_the_list_is_long_enough_and_every_answer_has_a_rule():
    rows = read("products")
    assert len(rows) >= 200
    assert len({name for name, _answer in rows}) == len(rows)
    assert {one for _name, answer in rows for one in answer} <= {
        name for name, substance in SUBSTANCES.items() if substance.concerns
    }


def test_every_product_is_made_of_substances_that_are_known():
    assert {part for parts in PRODUCTS.values() for part in parts} <= set(SUBSTANCES)


@pytest.mark.parametrize(
    ("name", "substances"),
    [
        ("hydrALAZINE 25 MG", {"hydralazine"}),
        ("hydrOXYzine 25 MG", {"hydroxyzine"}),
        ("Codeine", {"codeine"}),
        ("Codral", {"acetaminophen", "codeine", "pseudoephedrine"}),
        ("clonidine", {"clonidine"}),
        ("clonazepam", {"clonazepam"}),
        ("lamotrigine", {"lamotrigine"}),
        ("lamivudine", {"lamivudine"}),
        ("Zyprexa", {"olanzapine"}),
        ("Zyrtec", {"cetirizine"}),
        ("Celexa", {"citalopram"}),
        ("Celebrex", {"celecoxib"}),
        ("Cerebyx", {"fosphenytoin"}),
        ("saline", {"sodium chloride"}),
        ("metoprolol succinate 100 MG Extended Release Oral Tablet [Toprol]", {"metoprolol"}),
    ],
)
def test_names_that_look_alike_are_told_apart(name, substances):
    assert recognise(name).substances == substances


def test_it_says_why():
    (match,) = recognise("klonipin 1 mg at night").matches
    assert (match.substance, match.words, match.how, match.known_as) == (
        "clonazepam",
        "klonipin",
        How.SPELLING,
        "klonopin",
    )
    (match,) = recognise("Valium").matches
    assert match.how is How.PRODUCT


def test_case_accents_marks_and_order_of_asking_change_nothing():
    plain = recognise("st johns wort")
    assert recognise("St. John’s Wort").substances == plain.substances
    assert recognise("ST JOHN'S WORT ").substances == plain.substances
    assert recognise("Clónazepam").substances == {"clonazepam"}
    assert recognise("acetaminophen/codeine") == recognise("acetaminophen/codeine")


@pytest.mark.parametrize(
    "name", ["", "   ", "???", "50 mg", "Zorblax", "one white pill", "氯硝西泮"]
)
def test_what_is_not_recognised_is_not_known(name):
    got = recognise(name)
    assert not got.substances
    assert not got.is_known
    assert not got.is_whole


def test_a_part_that_nobody_knows_keeps_the_whole_open():
    got = recognise("lisinopril 10 MG / zorblaxin 5 MG Oral Tablet")
    assert got.substances == {"lisinopril"}
    assert got.unread == ("zorblaxin",)
    assert not got.is_whole
    assert recognise("hydrocodone-zorblaxin 5-325").unread == ("zorblaxin",)
    assert recognise("Valium for sleep, from her mother").is_whole


def test_a_likeness_to_a_harmless_drug_clears_nothing():
    """Spelt like metformin is not metformin: somebody reads it."""
    for name in ("metfornim 500", "omeprzole 20 mg"):
        got = recognise(name)
        assert {match.how for match in got.matches} == {How.SPELLING}
        assert not got.is_known


@pytest.mark.parametrize(
    "name", ["codeine-free cough syrup", "non-opioid pain tablets", "not codeine", "never codeine"]
)
def test_a_name_that_is_denied_is_neither_found_nor_cleared(name):
    got = recognise(name)
    assert not got.substances
    assert not got.is_whole


@pytest.mark.parametrize(
    ("name", "substances"),
    [
        ("Guaifenesin-DM 100-10 mg/5 mL", {"guaifenesin", "dextromethorphan"}),
        (
            "chlorphen-PE-DM-acetaminophen",
            {"chlorpheniramine", "phenylephrine", "dextromethorphan", "acetaminophen"},
        ),
        ("metformin 500 mg for DM", {"metformin"}),
        ("Sudafed PE", {"phenylephrine"}),
    ],
)
def test_letters_are_an_ingredient_only_in_a_remedy_for_colds(name, substances):
    """DM is dextromethorphan or diabetes. Control: without `BESIDE` metformin comes with dextromethorphan."""
    assert recognise(name).substances == substances


@pytest.mark.parametrize(
    "name", ["Robitussin CF", "Advil Allergy", "Mucinex Night", "Vicks Sinus"]
)
def test_another_product_of_a_brand_stays_open(name):
    """One brand, a shelf of products: what is in this one is not known. Control: `_left_open` answering ()."""
    assert not recognise(name).is_whole


def test_a_product_of_a_brand_that_is_known_is_whole():
    for name in (
        "Tylenol PM",
        "Mucinex DM",
        "Benadryl Allergy",
        "Tylenol Extra Strength",
        "Advil",
    ):
        assert recognise(name).is_whole, name


def test_the_skin_is_not_the_blood():
    assert recognise("Nizoral 2% shampoo").is_local
    assert recognise("timolol 0.5 % ophthalmic solution").is_local
    assert not recognise("ketoconazole 200 MG Oral Tablet").is_local
    assert not recognise("clonidine transdermal patch").is_local
    assert not recognise("Diastat rectal gel").is_local


def test_a_code_speaks_where_the_words_do_not():
    system = "http://www.nlm.nih.gov/research/umls/rxnorm"
    assert recognise("her heart pill", "866414", system).substances == {"metoprolol"}
    assert recognise("her heart pill", "866414", "http://snomed.info/sct").substances == set()
    both = recognise("Valium", "866414", system)
    assert both.substances == {"metoprolol", "diazepam"}, "they differ: both are looked at"
