"""The audit schema, and the two tables in it that Django may read."""

from importlib import resources

import django.contrib.postgres.fields
from django.db import migrations, models

SCHEMA = (resources.files("clinic.audit") / "sql" / "schema.sql").read_text()


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL(
            ["CREATE SCHEMA audit AUTHORIZATION clinic_audit", SCHEMA],
            ["DROP FUNCTION public.refuse_state_jump", "DROP SCHEMA audit CASCADE"],
        ),
        migrations.CreateModel(
            name="RowEvent",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("epoch", models.IntegerField()),
                ("at", models.DateTimeField()),
                ("table", models.TextField(db_column="tbl")),
                ("pk_text", models.TextField(db_column="pk")),
                ("patient_id", models.UUIDField(null=True)),
                ("op", models.CharField(max_length=1)),
                ("actor", models.TextField()),
                ("source", models.TextField()),
                ("reason", models.TextField()),
                ("old", models.JSONField(null=True)),
                ("new", models.JSONField(null=True)),
            ],
            options={"db_table": 'audit"."row_event', "managed": False},
        ),
        migrations.CreateModel(
            name="Access",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("actor", models.TextField()),
                ("actor_label", models.TextField()),
                ("patient_id", models.UUIDField()),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), size=None
                    ),
                ),
                ("method", models.TextField()),
                ("route", models.TextField()),
                ("status", models.SmallIntegerField()),
                ("request_id", models.UUIDField()),
            ],
            options={"db_table": 'audit"."access', "managed": False},
        ),
    ]
