from __future__ import annotations

from django.urls import path

from clinic.drug_log.views import cupboard

app_name = "drug_log"
urlpatterns = [
    path("drug-log/", cupboard.cupboard, name="cupboard"),
    path("drug-log/export.csv", cupboard.export, name="export"),
    path("drug-log/lots/<uuid:pk>/", cupboard.lot, name="lot"),
    path("drug-log/products/add/", cupboard.add_product, name="add-product"),
    path("drug-log/receive/", cupboard.receive, name="receive"),
    path("drug-log/waste/<uuid:pk>/witness/", cupboard.witness, name="witness"),
]
