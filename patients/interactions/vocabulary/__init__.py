"""Names of substances and products. General knowledge of what drugs are called; no list was copied."""

from patients.interactions.substance import by_name, read_products, read_table
from patients.interactions.vocabulary import (
    enzymes,
    heart,
    mind,
    ordinary,
    pain,
    products,
    products_elsewhere,
    sedatives,
    stimulants,
    various,
)

_RULED = (sedatives, pain, stimulants, mind, enzymes, heart, various)

SUBSTANCES = by_name(
    substance for part in (*_RULED, *ordinary.FIELDS) for substance in read_table(part.TABLE)
)
PRODUCTS = {
    name: parts
    for part in (products, products_elsewhere)
    for name, parts in read_products(part.TABLE)
}
