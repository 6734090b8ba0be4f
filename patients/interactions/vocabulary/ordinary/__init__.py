"""Known, and no rule is about them, by field of use. They keep a drug from being taken for one that is spelt alike."""

from patients.interactions.vocabulary.ordinary import (
    airways,
    circulation,
    defence,
    gut,
    hormones,
    infection,
    joints,
    nerves,
    supplements,
    surface,
    urine,
)

FIELDS = (
    airways,
    circulation,
    defence,
    gut,
    hormones,
    infection,
    joints,
    nerves,
    supplements,
    surface,
    urine,
)
