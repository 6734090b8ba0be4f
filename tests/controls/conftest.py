"""The cupboard of the drug log's own tests."""

from tests.clinic.drug_log.test_ledger import lot, vial, visit  # noqa: F401 - fixtures
