"""The protocols, questionnaires and rules about medications this program ships: what the database does not have yet."""

from django.db import migrations
from django.utils import timezone

from patients.instruments.catalogue import INSTRUMENTS
from patients.interactions.rules import SHIPPED
from patients.protocols.catalogue import PROTOCOLS
from patients.protocols.validation import validate


def publish(apps, schema_editor):
    at = timezone.now()
    for protocol in PROTOCOLS:
        validate(protocol)
        plain = protocol.as_json()
        save(
            apps,
            "Protocol",
            {"code": protocol.code, "number": protocol.version},
            {
                "name": protocol.name,
                "route": protocol.route.value,
                "modality": protocol.modality.value,
                "most_doses_in_7_days": protocol.most_doses_in_7_days,
                "planned_doses": protocol.planned_doses,
                "steps": plain["steps"],
                "sources": protocol.source,
                "checksum": protocol.checksum(),
                "published_at": at,
            },
            at,
        )
    for instrument in INSTRUMENTS:
        save(
            apps,
            "InstrumentDefinition",
            {
                "code": instrument.code,
                "number": int(instrument.version),
                "edition": 0,
                "language": instrument.language,
            },
            {
                "title": instrument.title,
                "staff_only": instrument.staff_only,
                "definition": instrument.as_json(),
                "checksum": instrument.checksum(),
                "licence": instrument.licence,
                "sources": instrument.source,
                "published_at": at,
            },
            at,
        )
    save(
        apps,
        "InteractionRules",
        {"number": SHIPPED.version},
        {
            "definition": SHIPPED.as_json(),
            "checksum": SHIPPED.checksum(),
            "published_at": at,
        },
        at,
    )


def save(apps, name, key, values, at):
    """One row and its first line of history, signed by the migration."""
    model = apps.get_model("patients", name)
    if model.objects.filter(**key).exists():
        return
    row = model.objects.create(**key, **values, created_at=at)
    history = apps.get_model("patients", f"Historical{name}")
    history.objects.create(
        **key,
        **values,
        id=row.id,
        created_at=at,
        version=row.version,
        history_date=at,
        history_type="+",
        history_user_id="system:migration",
        actor_label="Migration",
        source="migration",
    )


class Migration(migrations.Migration):
    dependencies = [("patients", "0003_patient_search")]

    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]
