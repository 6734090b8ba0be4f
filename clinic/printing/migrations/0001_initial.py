import clinic.core.ids
import clinic.core.schema
import django.contrib.postgres.fields
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('patients', '0001_initial'),
        ('sites', '0001_initial'),
    ]

    operations = [
        clinic.core.schema.Together(
            operations=[migrations.CreateModel(
                name='DowntimePack',
                fields=[
                    ('id', models.UUIDField(default=clinic.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('day', models.DateField()),
                    ('made_by', models.CharField(max_length=80)),
                    ('patients', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                    ('sha256', models.CharField(max_length=64)),
                    ('size', models.PositiveIntegerField()),
                    ('removed_at', models.DateTimeField(blank=True, null=True)),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='downtime_packs', to='sites.site')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('site', 'day'), name='one_downtime_pack_a_day_is_kept')],
                },
            ), migrations.CreateModel(
                name='HistoricalDowntimePack',
                fields=[
                    ('actor_label', models.CharField(max_length=200)),
                    ('source', models.CharField(max_length=80)),
                    ('id', models.UUIDField(db_index=True, default=clinic.core.ids.uuid7, editable=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('history_user_id', models.CharField(max_length=80)),
                    ('day', models.DateField()),
                    ('made_by', models.CharField(max_length=80)),
                    ('patients', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                    ('sha256', models.CharField(max_length=64)),
                    ('size', models.PositiveIntegerField()),
                    ('removed_at', models.DateTimeField(blank=True, null=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField()),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sites.site')),
                ],
                options={
                    'verbose_name': 'historical downtime pack',
                    'verbose_name_plural': 'historical downtime packs',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [models.Index(fields=['history_date', 'id'], name='printing_hi_history_c40a28_idx')],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='HistoricalOutwardLetter',
                fields=[
                    ('actor_label', models.CharField(max_length=200)),
                    ('source', models.CharField(max_length=80)),
                    ('id', models.UUIDField(db_index=True, default=clinic.core.ids.uuid7, editable=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('history_user_id', models.CharField(max_length=80)),
                    ('addressed_to', models.CharField(max_length=300)),
                    ('reasons', models.JSONField(help_text='Codes of the exclusions that are told.')),
                    ('agreed', models.BooleanField()),
                    ('content', models.JSONField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField()),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('course', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='patients.course')),
                    ('patient', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='patients.patient')),
                    ('screening', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='patients.screening')),
                    ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sites.site')),
                    ('written_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical outward letter',
                    'verbose_name_plural': 'historical outward letters',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [models.Index(fields=['history_date', 'id'], name='printing_hi_history_aa0912_idx')],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='OutwardLetter',
                fields=[
                    ('id', models.UUIDField(default=clinic.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('addressed_to', models.CharField(max_length=300)),
                    ('reasons', models.JSONField(help_text='Codes of the exclusions that are told.')),
                    ('agreed', models.BooleanField()),
                    ('content', models.JSONField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='patients.course')),
                    ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='patients.patient')),
                    ('screening', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='patients.screening')),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
                    ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='outward_letter_has_its_digest'), models.CheckConstraint(condition=models.Q(('addressed_to', ''), _negated=True), name='outward_letter_is_addressed')],
                },
            )],
        ),
    ]
