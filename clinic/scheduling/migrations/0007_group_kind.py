"""The one group visit every site starts with: integration in a circle."""

from datetime import UTC, datetime
from uuid import UUID

from django.db import migrations

AT = datetime(2026, 11, 23, tzinfo=UTC)
KIND = {
    "id": UUID(int=0x019A_AD00_0000_7000_8000_5C4E_D000_0000 + 10),  # the same in every clinic
    "created_at": AT,
    "version": 1,
    "site_id": None,
    "code": "INTEGRATION_GROUP",
    "name": "Integration in a group",
    "kind": "INTEGRATION",
    "route": "",
    "minutes": 90,
    "recovery_minutes": 0,
    "turnover_minutes": 0,
    "room_kind": "GROUP",
    "equipment": [],
    "is_group": True,
    "needs": ["THERAPIST"],
    "is_offered": True,
    "evidence": "[POL]",
}


def seed(apps, schema_editor):
    apps.get_model("scheduling", "VisitKind")(**KIND).save(force_insert=True)
    apps.get_model("scheduling", "HistoricalVisitKind")(
        **KIND,
        history_date=AT,
        history_type="+",
        history_user_id="system:migration",
        actor_label="Migration",
        source="migration",
    ).save(force_insert=True)


class Migration(migrations.Migration):
    dependencies = [("scheduling", "0006_claims_of_groups")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
