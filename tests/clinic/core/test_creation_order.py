"""First migrations make complete tables at once, and the quick way makes the very schema that Django's way makes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import migrations, models
from django.db.migrations.optimizer import MigrationOptimizer

from clinic.core.management.creation_order import in_creation_order
from clinic.embedded.binaries import postgres_bin
from clinic.embedded.provision import at_database, drop, provision

ROOT = Path(__file__).resolve().parents[3]
QUICK = "from django.core.management import call_command as c; c('migrate', verbosity=0)"
DJANGOS = "from django.core.management.commands.migrate import Command; from django.core.management import call_command as c; c(Command(), verbosity=0)"


def create(name, **fields):
    return migrations.CreateModel(
        name, [("id", models.AutoField(primary_key=True)), *fields.items()]
    )


def points_to(model):
    return models.ForeignKey(model, models.PROTECT)


def optimized(*operations):
    return MigrationOptimizer().optimize(in_creation_order(list(operations), "care"), "care")


def test_a_constraint_ends_up_in_its_table():
    done = optimized(
        create("Dose"),
        create("Session"),
        migrations.AddField("dose", "session", points_to("care.session")),
        migrations.AddConstraint(
            "dose", models.UniqueConstraint(fields=["session"], name="one_dose")
        ),
    )
    assert [op.name for op in done] == ["Session", "Dose"]
    assert [c.name for c in done[1].options["constraints"]] == ["one_dose"]
    assert "session" in dict(done[1].fields)


def test_models_that_point_at_each_other_are_joined_afterwards():
    done = optimized(
        create("Amendment"),
        create("Note"),
        migrations.AddField("amendment", "note", points_to("care.note")),
        migrations.AddField("note", "last", points_to("care.amendment")),
        migrations.AddIndex("amendment", models.Index(fields=["note"], name="by_note")),
    )
    kinds = [type(op).__name__ for op in done]
    assert kinds == ["CreateModel", "CreateModel", "AddField", "AddIndex"]


def test_a_model_that_points_at_itself_is_no_obstacle():
    done = optimized(
        create("Note"), migrations.AddField("note", "corrects", points_to("care.note"))
    )
    assert [type(op).__name__ for op in done] == ["CreateModel"]


def test_other_operations_stay_behind_the_tables_they_need():
    seed = migrations.RunSQL("SELECT 1")
    done = optimized(create("B"), seed, create("A"))
    assert done[-1] is seed


@pytest.mark.slow
def test_the_quick_way_makes_the_schema_that_djangos_way_makes():
    """Negative control: leave `state.resolve_model_relations` or the render out of migrate.py."""
    assert schema("quick", QUICK) == schema("djangos", DJANGOS)


def schema(name, code):
    """pg_dump of a database migrated by `code` in a process of its own."""
    database, admin = f"test_schema_{name}", os.environ["DATABASE_ADMIN_URL"]
    drop(admin, database)
    provision(admin, database)
    owner = at_database(os.environ["DATABASE_OWNER_URL"], database)
    environment = {**os.environ, "DATABASE_OWNER_URL": owner, "CLINIC_DB_ROLE": "owner"}
    code = f"import django; django.setup(); {code}"
    try:
        subprocess.run([sys.executable, "-c", code], env=environment, cwd=ROOT, check=True)
        dump = [postgres_bin() / "pg_dump", "--schema-only", at_database(admin, database)]
        lines = subprocess.run(
            dump, capture_output=True, text=True, check=True
        ).stdout.splitlines()
    finally:
        drop(admin, database)
    return [line for line in lines if not line.startswith((r"\restrict", r"\unrestrict"))]
