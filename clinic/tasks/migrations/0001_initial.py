import clinic.core.ids
import clinic.core.schema
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('sites', '0001_initial'),
    ]

    operations = [
        clinic.core.schema.Together(
            operations=[migrations.CreateModel(
                name='HistoricalTask',
                fields=[
                    ('actor_label', models.CharField(max_length=200)),
                    ('source', models.CharField(max_length=80)),
                    ('id', models.UUIDField(db_index=True, default=clinic.core.ids.uuid7, editable=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('history_user_id', models.CharField(max_length=80)),
                    ('kind', models.CharField(max_length=40)),
                    ('sentence', models.CharField(max_length=240)),
                    ('why', models.CharField(blank=True, max_length=400)),
                    ('patient_id', models.UUIDField(blank=True, null=True)),
                    ('subject_id', models.UUIDField(blank=True, null=True)),
                    ('role', models.CharField(blank=True, choices=[('FRONT_DESK', 'Front desk'), ('PRESCRIBER', 'Prescriber'), ('NURSE', 'Nurse'), ('THERAPIST', 'Therapist'), ('MANAGER', 'Manager'), ('AUDITOR', 'Auditor'), ('PATIENT', 'Patient'), ('SYSTEM', 'System')], max_length=20)),
                    ('due_at', models.DateTimeField()),
                    ('escalate_at', models.DateTimeField(blank=True, null=True)),
                    ('escalate_to_role', models.CharField(blank=True, choices=[('FRONT_DESK', 'Front desk'), ('PRESCRIBER', 'Prescriber'), ('NURSE', 'Nurse'), ('THERAPIST', 'Therapist'), ('MANAGER', 'Manager'), ('AUDITOR', 'Auditor'), ('PATIENT', 'Patient'), ('SYSTEM', 'System')], max_length=20)),
                    ('escalated_at', models.DateTimeField(blank=True, null=True)),
                    ('link', models.CharField(blank=True, max_length=200)),
                    ('key', models.CharField(blank=True, max_length=160)),
                    ('raised_by_label', models.CharField(max_length=200)),
                    ('done_at', models.DateTimeField(blank=True, null=True)),
                    ('outcome', models.CharField(blank=True, max_length=400)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField()),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('done_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sites.site')),
                ],
                options={
                    'verbose_name': 'historical task',
                    'verbose_name_plural': 'historical tasks',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [models.Index(fields=['history_date', 'id'], name='tasks_histo_history_4f70ce_idx')],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='Task',
                fields=[
                    ('id', models.UUIDField(default=clinic.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('kind', models.CharField(max_length=40)),
                    ('sentence', models.CharField(max_length=240)),
                    ('why', models.CharField(blank=True, max_length=400)),
                    ('patient_id', models.UUIDField(blank=True, null=True)),
                    ('subject_id', models.UUIDField(blank=True, null=True)),
                    ('role', models.CharField(blank=True, choices=[('FRONT_DESK', 'Front desk'), ('PRESCRIBER', 'Prescriber'), ('NURSE', 'Nurse'), ('THERAPIST', 'Therapist'), ('MANAGER', 'Manager'), ('AUDITOR', 'Auditor'), ('PATIENT', 'Patient'), ('SYSTEM', 'System')], max_length=20)),
                    ('due_at', models.DateTimeField()),
                    ('escalate_at', models.DateTimeField(blank=True, null=True)),
                    ('escalate_to_role', models.CharField(blank=True, choices=[('FRONT_DESK', 'Front desk'), ('PRESCRIBER', 'Prescriber'), ('NURSE', 'Nurse'), ('THERAPIST', 'Therapist'), ('MANAGER', 'Manager'), ('AUDITOR', 'Auditor'), ('PATIENT', 'Patient'), ('SYSTEM', 'System')], max_length=20)),
                    ('escalated_at', models.DateTimeField(blank=True, null=True)),
                    ('link', models.CharField(blank=True, max_length=200)),
                    ('key', models.CharField(blank=True, max_length=160)),
                    ('raised_by_label', models.CharField(max_length=200)),
                    ('done_at', models.DateTimeField(blank=True, null=True)),
                    ('outcome', models.CharField(blank=True, max_length=400)),
                    ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to=settings.AUTH_USER_MODEL)),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('done_at', None)), fields=['site', 'due_at'], name='task_open'), models.Index(condition=models.Q(('done_at', None), ('escalated_at', None)), fields=['escalate_at'], name='task_to_escalate'), models.Index(fields=['patient_id'], name='task_about')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('done_at', None), models.Q(('key', ''), _negated=True)), fields=('key',), name='one_open_task_per_cause'), models.CheckConstraint(condition=models.Q(models.Q(('role', ''), _negated=True), ('person__isnull', False), _connector='OR'), name='task_is_for_a_role_or_a_person'), models.CheckConstraint(condition=models.Q(('role__in', ['', 'FRONT_DESK', 'PRESCRIBER', 'NURSE', 'THERAPIST', 'MANAGER', 'AUDITOR', 'PATIENT', 'SYSTEM']), ('escalate_to_role__in', ['', 'FRONT_DESK', 'PRESCRIBER', 'NURSE', 'THERAPIST', 'MANAGER', 'AUDITOR', 'PATIENT', 'SYSTEM'])), name='task_role_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('escalate_at', None), ('escalate_to_role', '')), models.Q(('escalate_at__isnull', False), models.Q(('escalate_to_role', ''), _negated=True)), _connector='OR'), name='task_escalation_has_whither_and_when'), models.CheckConstraint(condition=models.Q(('escalated_at', None), ('escalated_at__gte', models.F('escalate_at')), _connector='OR'), name='task_escalates_when_its_time_has_come'), models.CheckConstraint(condition=models.Q(('done_at__isnull', False), models.Q(('done_by', None), ('outcome', '')), _connector='OR'), name='open_task_has_no_outcome'), models.CheckConstraint(condition=models.Q(('link', ''), ('link__startswith', '/'), _connector='OR'), name='task_link_is_a_page_of_ours'), models.CheckConstraint(condition=models.Q(('kind__regex', '^[A-Z][A-Z0-9_]*$')), name='task_kind_is_a_word')],
                },
            )],
        ),
    ]
