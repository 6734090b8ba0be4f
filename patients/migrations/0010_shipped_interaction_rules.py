"""The rules about medications this program ships, where the database does not have that version yet."""

from django.db import migrations
from django.utils import timezone

from patients.interactions.rules import SHIPPED


def publish(apps, schema_editor):
    """One row and its first line of history, signed by the migration."""
    rules = apps.get_model("patients", "InteractionRules")
    if rules.objects.filter(number=SHIPPED.version).exists():
        return
    at = timezone.now()
    values = {
        "number": SHIPPED.version,
        "definition": SHIPPED.as_json(),
        "checksum": SHIPPED.checksum(),
        "published_at": at,
        "created_at": at,
    }
    row = rules.objects.create(**values)
    apps.get_model("patients", "HistoricalInteractionRules").objects.create(
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
    dependencies = [("patients", "0009_interactions")]

    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]
