"""Names of substances and products. General knowledge of what drugs are called; no list was copied."""

from patients.interactions.substance import by_name, read_products, read_table
from patients.interactions.vocabulary import (
    enzymes,
    heart,
    mind,
    ordinary,
    pain,
    products,
    sedatives,
    stimulants,
    various,
)

SUBSTANCES = by_name(
    substance
    for part in (sedatives, pain, stimulants, mind, enzymes, heart, various, ordinary)
    for substance in read_table(part.TABLE)
)
PRODUCTS = dict(read_products(products.TABLE))
