"""Make the floor's tables and its one person. Run as a program, with the database's superuser."""

import os

import django
from django.core.management import call_command


def main(email: str, password: str) -> None:
    """In the schema `floor`, which goes with the run's database."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.floor.settings"
    os.environ["DATABASE_URL"] = os.environ["DATABASE_ADMIN_URL"]
    django.setup()
    from django.contrib.auth.models import User  # noqa: PLC0415 - only once Django is set up
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA floor")
    call_command("migrate", run_syncdb=True, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("GRANT USAGE ON SCHEMA floor TO clinic_app")
        cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA floor TO clinic_app")
        cursor.execute("GRANT ALL ON ALL SEQUENCES IN SCHEMA floor TO clinic_app")
    User.objects.create_user(email, email, password)


if __name__ == "__main__":
    main(os.environ["FLOOR_EMAIL"], os.environ["FLOOR_PASSWORD"])
