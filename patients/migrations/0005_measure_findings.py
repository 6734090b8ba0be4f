"""What a questionnaire found, group by group; wording that a clinic loads; totals counted elsewhere."""

import clinic.core.ids
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from clinic.core.schema import Together


class Migration(migrations.Migration):

    dependencies = [
        ('patients', '0004_patient_search'),
        ('sites', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [Together([
        migrations.CreateModel(
            name='HistoricalMeasurePart',
            fields=[
                ('actor_label', models.CharField(max_length=200)),
                ('source', models.CharField(max_length=80)),
                ('id', models.UUIDField(db_index=True, default=clinic.core.ids.uuid7, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('history_user_id', models.CharField(max_length=80)),
                ('code', models.CharField(max_length=20)),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                ('met', models.BooleanField(blank=True, null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('patient', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='patients.patient')),
                ('response', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='patients.measureresponse')),
                ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sites.site')),
            ],
            options={
                'verbose_name': 'historical measure part',
                'verbose_name_plural': 'historical measure parts',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['history_date', 'id'], name='patients_hi_history_36a63b_idx')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='MeasurePart',
            fields=[
                ('id', models.UUIDField(default=clinic.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('code', models.CharField(max_length=20)),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                ('met', models.BooleanField(blank=True, null=True)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='patients.patient')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='patients.measureresponse')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('response', 'code'), name='one_part_per_group')],
            },
        ),
        migrations.RemoveConstraint(
            model_name='instrumentdefinition',
            name='instrument_versions_are_unique',
        ),
        migrations.RemoveConstraint(
            model_name='measureresponse',
            name='measure_entry_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='measureresponse',
            name='an_open_measure_has_no_score',
        ),
        migrations.AddField(
            model_name='historicalinstrumentdefinition',
            name='edition',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='historicalinstrumentdefinition',
            name='file_checksum',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='historicalinstrumentdefinition',
            name='loaded_by',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='historicalmeasureresponse',
            name='cutoff_sex',
            field=models.CharField(blank=True, choices=[('FEMALE', 'Women'), ('MALE', 'Men')], help_text='Whose cut-off was used.', max_length=8),
        ),
        migrations.AddField(
            model_name='historicalmeasureresponse',
            name='positive',
            field=models.BooleanField(blank=True, help_text='What the questionnaire finds; empty: not decided.', null=True),
        ),
        migrations.AddField(
            model_name='historicalmeasureresponse',
            name='scored_by',
            field=models.CharField(blank=True, help_text='Who counted a total that was counted elsewhere.', max_length=120),
        ),
        migrations.AddField(
            model_name='instrumentdefinition',
            name='edition',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='instrumentdefinition',
            name='file_checksum',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='instrumentdefinition',
            name='loaded_by',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='measureresponse',
            name='cutoff_sex',
            field=models.CharField(blank=True, choices=[('FEMALE', 'Women'), ('MALE', 'Men')], help_text='Whose cut-off was used.', max_length=8),
        ),
        migrations.AddField(
            model_name='measureresponse',
            name='positive',
            field=models.BooleanField(blank=True, help_text='What the questionnaire finds; empty: not decided.', null=True),
        ),
        migrations.AddField(
            model_name='measureresponse',
            name='scored_by',
            field=models.CharField(blank=True, help_text='Who counted a total that was counted elsewhere.', max_length=120),
        ),
        migrations.AlterField(
            model_name='historicalmeasureresponse',
            name='entry',
            field=models.CharField(choices=[('SCREEN', 'On a screen'), ('PAPER', 'From paper'), ('EXTERNAL', 'Counted elsewhere')], default='SCREEN', max_length=8),
        ),
        migrations.AlterField(
            model_name='measureresponse',
            name='entry',
            field=models.CharField(choices=[('SCREEN', 'On a screen'), ('PAPER', 'From paper'), ('EXTERNAL', 'Counted elsewhere')], default='SCREEN', max_length=8),
        ),
        migrations.AddConstraint(
            model_name='instrumentdefinition',
            constraint=models.UniqueConstraint(fields=('code', 'number', 'edition', 'language'), name='instrument_versions_are_unique'),
        ),
        migrations.AddConstraint(
            model_name='instrumentdefinition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('edition', 0), ('file_checksum', ''), ('loaded_by', '')), models.Q(('edition__gt', 0), models.Q(('loaded_by', ''), _negated=True), models.Q(('file_checksum', ''), _negated=True), models.Q(('licence', ''), _negated=True)), _connector='OR'), name='loaded_wording_says_who_from_what_and_by_which_right'),
        ),
        migrations.AddConstraint(
            model_name='measureresponse',
            constraint=models.CheckConstraint(condition=models.Q(('entry__in', ['SCREEN', 'PAPER', 'EXTERNAL'])), name='measure_entry_is_known'),
        ),
        migrations.AddConstraint(
            model_name='measureresponse',
            constraint=models.CheckConstraint(condition=models.Q(('cutoff_sex__in', ['', 'FEMALE', 'MALE'])), name='measure_cutoff_is_known'),
        ),
        migrations.AddConstraint(
            model_name='measureresponse',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('entry', 'EXTERNAL'), ('status', 'COMPLETE'), _negated=True), models.Q(('scored_by', ''), _negated=True), _connector='OR'), name='a_total_counted_elsewhere_says_by_whom'),
        ),
        migrations.AddConstraint(
            model_name='measureresponse',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'OPEN'), _negated=True), models.Q(('positive', None), ('risk', ''), ('total', None)), _connector='OR'), name='an_open_measure_has_no_score'),
        ),
    ])]
