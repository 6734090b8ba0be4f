"""Django's makemigrations, with new tables in the order of their foreign keys (see creation_order.py)."""

from django.core.management.commands import makemigrations

from clinic.core.management.creation_order import CreationOrder


class Command(makemigrations.Command):
    autodetector = CreationOrder
