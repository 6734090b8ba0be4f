"""Every wording the program ships, in English for the United States: samples to adapt with your counsel."""

from __future__ import annotations

from consent.wording.kap_treatment import KAP_TREATMENT
from consent.wording.maintenance_addendum import MAINTENANCE_ADDENDUM
from consent.wording.route_annex import ROUTE_ANNEXES
from consent.wording.wording import Wording

SHIPPED: tuple[Wording, ...] = (KAP_TREATMENT, *ROUTE_ANNEXES, MAINTENANCE_ADDENDUM)
