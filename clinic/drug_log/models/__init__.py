from clinic.drug_log.models.ledger import (
    LedgerLine,
    LedgerLineQuerySet,
    LotCustody,
    WasteWitness,
    WasteWitnessQuerySet,
)
from clinic.drug_log.models.lot import Lot, LotQuerySet
from clinic.drug_log.models.product import Product, ProductQuerySet

__all__ = [
    "LedgerLine",
    "LedgerLineQuerySet",
    "Lot",
    "LotCustody",
    "LotQuerySet",
    "Product",
    "ProductQuerySet",
    "WasteWitness",
    "WasteWitnessQuerySet",
]
