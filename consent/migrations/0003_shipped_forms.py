"""The sample wordings this program ships: whatever edition the database does not have yet."""

from datetime import datetime, timezone

from django.db import migrations

from consent.wording.maintenance_addendum import MAINTENANCE_ADDENDUM
from consent.wording.shipped import SHIPPED

# Early enough for a clinic that enters courses begun before it had the program.
EFFECTIVE_FROM = datetime(2025, 1, 1, tzinfo=timezone.utc)


def publish(apps, schema_editor):
    forms = apps.get_model("consent", "ConsentForm")
    history = apps.get_model("consent", "HistoricalConsentForm")
    for wording in (*SHIPPED, MAINTENANCE_ADDENDUM):
        wording.check()
        key = {
            "type": wording.type,
            "edition": wording.edition,
            "jurisdiction": wording.jurisdiction,
            "language": wording.language,
        }
        if forms.objects.filter(**key).exists():
            continue
        values = {
            **key,
            "routes": list(wording.routes),
            "title": wording.title,
            "body": wording.body,
            "elements": [element.as_json() for element in wording.elements],
            "questions": [question.as_json() for question in wording.questions],
            "meaning": wording.meaning,
            "sha256": wording.sha256,
            "material": True,
            "effective_from": EFFECTIVE_FROM,
            "replaces_from": EFFECTIVE_FROM,
            "is_sample": True,
            "created_at": EFFECTIVE_FROM,
        }
        row = forms.objects.create(**values)
        history.objects.create(
            **values,
            id=row.id,
            version=row.version,
            history_date=EFFECTIVE_FROM,
            history_type="+",
            history_user_id="system:migration",
            actor_label="Migration",
            source="migration",
        )


class Migration(migrations.Migration):
    dependencies = [("consent", "0002_last_judges")]

    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]
