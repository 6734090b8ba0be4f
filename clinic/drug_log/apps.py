from django.apps import AppConfig


class DrugLogConfig(AppConfig):
    name = "clinic.drug_log"
    label = "drug_log"
