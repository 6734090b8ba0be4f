# Which questionnaire is due when.

import clinic.core.ids
import clinic.core.schema
import django.db.models.deletion
import simple_history.models
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('patients', '0007_workup'),
        ('sites', '0001_initial'),
    ]

    operations = [
        clinic.core.schema.Together([
        migrations.CreateModel(
            name='HistoricalMeasureDue',
            fields=[
                ('actor_label', models.CharField(max_length=200)),
                ('source', models.CharField(max_length=80)),
                ('id', models.UUIDField(db_index=True, default=clinic.core.ids.uuid7, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('history_user_id', models.CharField(max_length=80)),
                ('code', models.CharField(help_text="The questionnaire's code.", max_length=20)),
                ('moment', models.CharField(choices=[('BASELINE', 'Before treatment'), ('BEFORE_DOSE', 'Before a dose'), ('MIDWAY', 'Midway'), ('ENDPOINT', 'Endpoint, 14 to 31 days after the last acute dose'), ('DAY_7', 'A week after the last acute dose'), ('MONTH_1', 'One month after the last acute dose'), ('MONTH_3', 'Three months after the last acute dose'), ('MONTH_6', 'Six months after the last acute dose'), ('MAINTENANCE', 'In maintenance')], max_length=12)),
                ('occasion', models.CharField(blank=True, max_length=36)),
                ('from_on', models.DateField()),
                ('due_on', models.DateField()),
                ('late_on', models.DateField(blank=True, null=True)),
                ('status', models.CharField(choices=[('DUE', 'To be answered'), ('ANSWERED', 'Answered'), ('MISSED', 'Not answered in time'), ('DROPPED', 'Not asked for any more')], default='DUE', max_length=8)),
                ('staff_only', models.BooleanField(default=False)),
                ('spans_dose', models.BooleanField(default=False, help_text='The days it asks about lie on both sides of a dose.')),
                ('dropped_because', models.CharField(blank=True, choices=[('VISIT_OFF', 'The visit was called off or missed.'), ('COURSE', 'The course waits, ended or went another way.'), ('OPTED_OUT', 'The patient wants no more questions.'), ('DIED', 'The patient died.'), ('NOT_ASKED', 'The clinic does not ask it any more.')], max_length=9)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('answered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='patients.measureresponse')),
                ('course', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='patients.course')),
                ('patient', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='patients.patient')),
                ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sites.site')),
            ],
            options={
                'verbose_name': 'historical measure due',
                'verbose_name_plural': 'historical measure dues',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['history_date', 'id'], name='patients_hi_history_1f7daa_idx')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='MeasureDue',
            fields=[
                ('id', models.UUIDField(default=clinic.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('code', models.CharField(help_text="The questionnaire's code.", max_length=20)),
                ('moment', models.CharField(choices=[('BASELINE', 'Before treatment'), ('BEFORE_DOSE', 'Before a dose'), ('MIDWAY', 'Midway'), ('ENDPOINT', 'Endpoint, 14 to 31 days after the last acute dose'), ('DAY_7', 'A week after the last acute dose'), ('MONTH_1', 'One month after the last acute dose'), ('MONTH_3', 'Three months after the last acute dose'), ('MONTH_6', 'Six months after the last acute dose'), ('MAINTENANCE', 'In maintenance')], max_length=12)),
                ('occasion', models.CharField(blank=True, max_length=36)),
                ('from_on', models.DateField()),
                ('due_on', models.DateField()),
                ('late_on', models.DateField(blank=True, null=True)),
                ('status', models.CharField(choices=[('DUE', 'To be answered'), ('ANSWERED', 'Answered'), ('MISSED', 'Not answered in time'), ('DROPPED', 'Not asked for any more')], default='DUE', max_length=8)),
                ('staff_only', models.BooleanField(default=False)),
                ('spans_dose', models.BooleanField(default=False, help_text='The days it asks about lie on both sides of a dose.')),
                ('dropped_because', models.CharField(blank=True, choices=[('VISIT_OFF', 'The visit was called off or missed.'), ('COURSE', 'The course waits, ended or went another way.'), ('OPTED_OUT', 'The patient wants no more questions.'), ('DIED', 'The patient died.'), ('NOT_ASKED', 'The clinic does not ask it any more.')], max_length=9)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fulfils', to='patients.measureresponse')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measures_due', to='patients.course')),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='patients.patient')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('status', 'DUE')), fields=['site', 'due_on'], name='measure_due_by_day')],
                'constraints': [models.UniqueConstraint(fields=('course', 'code', 'moment', 'occasion'), name='one_due_measure_per_course_code_and_moment'), models.CheckConstraint(condition=models.Q(('moment__in', ['BASELINE', 'BEFORE_DOSE', 'DAY_7', 'ENDPOINT', 'MAINTENANCE', 'MIDWAY', 'MONTH_1', 'MONTH_3', 'MONTH_6'])), name='due_measure_moment_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('answered_by__isnull', False), ('status', 'ANSWERED')), models.Q(('answered_by', None), ('status__in', ['DUE', 'MISSED', 'DROPPED'])), _connector='OR'), name='an_answered_due_measure_says_by_which_answer'), models.CheckConstraint(condition=models.Q(models.Q(('dropped_because__in', ['COURSE', 'DIED', 'NOT_ASKED', 'OPTED_OUT', 'VISIT_OFF']), ('status', 'DROPPED')), models.Q(models.Q(('status', 'DROPPED'), _negated=True), ('dropped_because', '')), _connector='OR'), name='a_dropped_due_measure_says_why'), models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('from_on')), models.Q(('late_on', None), ('late_on__gte', models.F('due_on')), _connector='OR')), name='a_due_measure_has_its_days_in_order')],
            },
        ),
        ]),
    ]
