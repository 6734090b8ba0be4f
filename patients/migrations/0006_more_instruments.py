"""Questionnaires shipped since the first ones: whatever the database does not have yet."""

from django.db import migrations
from django.utils import timezone

from patients.instruments.catalogue import INSTRUMENTS


def publish(apps, schema_editor):
    """One row and its first line of history for each, signed by the migration."""
    definitions = apps.get_model("patients", "InstrumentDefinition")
    histories = apps.get_model("patients", "HistoricalInstrumentDefinition")
    at = timezone.now()
    for instrument in INSTRUMENTS:
        key = {
            "code": instrument.code,
            "number": int(instrument.version),
            "edition": 0,
            "language": instrument.language,
        }
        if definitions.objects.filter(**key).exists():
            continue
        values = {
            **key,
            "title": instrument.title,
            "staff_only": instrument.staff_only,
            "definition": instrument.as_json(),
            "checksum": instrument.checksum(),
            "licence": instrument.licence,
            "sources": instrument.source,
            "published_at": at,
            "created_at": at,
        }
        row = definitions.objects.create(**values)
        histories.objects.create(
            **values,
            id=row.id,
            version=row.version,
            history_date=at,
            history_type="+",
            history_user_id="system:migration",
            actor_label="Migration",
            source="migration",
        )


class Migration(migrations.Migration):
    dependencies = [("patients", "0005_measure_findings")]

    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]
