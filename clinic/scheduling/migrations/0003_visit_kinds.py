"""The visit kinds every site starts with; a site that needs others makes its own row of the same code."""

from datetime import UTC, datetime
from uuid import UUID

from django.db import migrations

AT = datetime(2026, 11, 23, tzinfo=UTC)
MONITORED = ["MEDICAL_MONITOR", "THERAPIST"]  # G15, three-role model [S52]
# code, name, kind, route, minutes, turnover, room kind, needs, evidence
KINDS = [
    ("SCREENING", "Screening", "SCREENING", "", 60, 0, "", ["PRESCRIBER"], "[POL]"),
    ("PREPARATION", "Preparation", "PREPARATION", "", 60, 0, "THERAPY", ["THERAPIST"], "[POL]"),
    ("DOSING_IV", "Dosing, infusion", "DOSING", "IV", 150, 30, "DOSING", MONITORED, "[S05] [S42] [POL]"),
    ("DOSING_IM", "Dosing, injection", "DOSING", "IM", 180, 30, "DOSING", MONITORED, "[S40] [POL]"),
    ("DOSING_SL_RDT", "Dosing, dissolving tablet", "DOSING", "SL_RDT", 180, 30, "DOSING", MONITORED, "[S48] [S49] [POL]"),
    ("DOSING_SL_TROCHE", "Dosing, lozenge", "DOSING", "SL_TROCHE", 180, 30, "DOSING", MONITORED, "[S48] [S49] [POL]"),
    ("INTEGRATION", "Integration", "INTEGRATION", "", 60, 0, "THERAPY", ["THERAPIST"], "[S40]"),
    ("REVIEW", "Review", "REVIEW", "", 30, 0, "", ["PRESCRIBER"], "[POL]"),
    ("FOLLOW_UP", "Follow-up", "FOLLOW_UP", "", 30, 0, "", [], "[POL]"),
    ("INTEGRATION_GROUP", "Integration in a group", "INTEGRATION", "", 90, 0, "GROUP", ["THERAPIST"], "[POL]"),
]


def seed(apps, schema_editor):
    kind_model = apps.get_model("scheduling", "VisitKind")
    history_model = apps.get_model("scheduling", "HistoricalVisitKind")
    for number, (code, name, kind, route, minutes, turnover, room_kind, needs, evidence) in enumerate(KINDS, 1):
        values = {
            "id": UUID(int=0x019A_AD00_0000_7000_8000_5C4E_D000_0000 + number),  # the same in every clinic
            "created_at": AT,
            "version": 1,
            "site_id": None,
            "code": code,
            "name": name,
            "kind": kind,
            "route": route,
            "minutes": minutes,
            "turnover_minutes": turnover,
            "room_kind": room_kind,
            "needs": needs,
            "is_group": room_kind == "GROUP",
            "is_offered": True,
            "evidence": evidence,
        }
        kind_model(**values).save(force_insert=True)
        history_model(
            **values,
            history_date=AT,
            history_type="+",
            history_user_id="system:migration",
            actor_label="Migration",
            source="migration",
        ).save(force_insert=True)


class Migration(migrations.Migration):
    dependencies = [("scheduling", "0002_claims")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
