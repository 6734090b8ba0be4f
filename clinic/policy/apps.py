from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "clinic.policy"
    label = "policy"
