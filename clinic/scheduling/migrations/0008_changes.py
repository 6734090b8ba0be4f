import clinic.core.ids
import django.db.models.deletion
import simple_history.models
from django.db import migrations, models

from clinic.core.schema import Together


class Migration(migrations.Migration):

    dependencies = [
        ('patients', '0004_patient_search'),
        ('scheduling', '0007_group_kind'),
        ('sites', '0001_initial'),
    ]

    operations = [Together([
        migrations.AlterField(
            model_name='appointment',
            name='reason',
            field=models.CharField(blank=True, choices=[('PATIENT_ASKED', 'The patient asked'), ('PATIENT_ILL', 'The patient is ill'), ('NO_ESCORT', 'No one to take them home'), ('CLINICAL_HOLD', 'A clinical check failed'), ('COURSE_ON_HOLD', 'The course is paused or ended'), ('STAFF_AWAY', 'Staff away'), ('CLINIC_CLOSED', 'The clinic is closed'), ('BOOKED_IN_ERROR', 'Booked in error'), ('HOLD_RAN_OUT', 'The hold ran out'), ('UNDONE', 'Undone at once')], max_length=16),
        ),
        migrations.AlterField(
            model_name='historicalappointment',
            name='reason',
            field=models.CharField(blank=True, choices=[('PATIENT_ASKED', 'The patient asked'), ('PATIENT_ILL', 'The patient is ill'), ('NO_ESCORT', 'No one to take them home'), ('CLINICAL_HOLD', 'A clinical check failed'), ('COURSE_ON_HOLD', 'The course is paused or ended'), ('STAFF_AWAY', 'Staff away'), ('CLINIC_CLOSED', 'The clinic is closed'), ('BOOKED_IN_ERROR', 'Booked in error'), ('HOLD_RAN_OUT', 'The hold ran out'), ('UNDONE', 'Undone at once')], max_length=16),
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.UUIDField(default=clinic.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('BOOK', 'Booked'), ('PLAN', 'Course planned'), ('REPLAN', 'Course planned again'), ('MOVE', 'Moved'), ('CANCEL', 'Called off'), ('NO_SHOW', 'Did not come'), ('SICK_DAY', 'Staff away'), ('WAITLIST', 'Filled from the waitlist')], max_length=10)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.CharField(max_length=80)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('undone_by', models.CharField(blank=True, max_length=80)),
                ('site', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='sites.site')),
            ],
            options={
                'indexes': [models.Index(fields=['made_by', 'made_at'], name='change_made')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['BOOK', 'PLAN', 'REPLAN', 'MOVE', 'CANCEL', 'NO_SHOW', 'SICK_DAY', 'WAITLIST'])), name='change_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by', '')), models.Q(('undone_at__isnull', False), models.Q(('undone_by', ''), _negated=True)), _connector='OR'), name='an_undone_change_has_who_and_when')],
            },
        ),
        migrations.CreateModel(
            name='ChangeLine',
            fields=[
                ('id', models.UUIDField(default=clinic.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('after', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='made_in', to='scheduling.appointment')),
                ('before', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ended_in', to='scheduling.appointment')),
                ('change', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='scheduling.change')),
                ('step', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='patients.coursestep')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('before__isnull', False), ('after__isnull', False), ('step__isnull', False), _connector='OR'), name='a_line_of_a_change_changes_something'), models.UniqueConstraint(fields=('change', 'position'), name='lines_of_a_change_are_numbered_once')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalChange',
            fields=[
                ('actor_label', models.CharField(max_length=200)),
                ('source', models.CharField(max_length=80)),
                ('id', models.UUIDField(db_index=True, default=clinic.core.ids.uuid7, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('history_user_id', models.CharField(max_length=80)),
                ('kind', models.CharField(choices=[('BOOK', 'Booked'), ('PLAN', 'Course planned'), ('REPLAN', 'Course planned again'), ('MOVE', 'Moved'), ('CANCEL', 'Called off'), ('NO_SHOW', 'Did not come'), ('SICK_DAY', 'Staff away'), ('WAITLIST', 'Filled from the waitlist')], max_length=10)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.CharField(max_length=80)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('undone_by', models.CharField(blank=True, max_length=80)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sites.site')),
            ],
            options={
                'verbose_name': 'historical change',
                'verbose_name_plural': 'historical changes',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['history_date', 'id'], name='scheduling__history_18919d_idx')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ])]
