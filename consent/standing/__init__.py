"""Does a signed consent hold for this course, this route, at this moment? Pure: facts in, an answer out."""

from consent.standing.facts import ConsentFacts, FormFacts, Place
from consent.standing.judgement import Lack, Standing, current_form, judge, lack_of, speaks
from consent.standing.mandatory import annex_for, mandatory_types

__all__ = [
    "ConsentFacts",
    "FormFacts",
    "Lack",
    "Place",
    "Standing",
    "annex_for",
    "current_form",
    "judge",
    "lack_of",
    "mandatory_types",
    "speaks",
]
