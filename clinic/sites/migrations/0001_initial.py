import clinic.core.ids
import clinic.core.schema
import clinic.sites.models.site
import simple_history.models
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        clinic.core.schema.Together(
            operations=[migrations.CreateModel(
                name='HistoricalSite',
                fields=[
                    ('actor_label', models.CharField(max_length=200)),
                    ('source', models.CharField(max_length=80)),
                    ('id', models.UUIDField(db_index=True, default=clinic.core.ids.uuid7, editable=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('history_user_id', models.CharField(max_length=80)),
                    ('name', models.CharField(max_length=120)),
                    ('neutral_name', models.CharField(help_text='Stands in messages. Must not say what is treated here.', max_length=40)),
                    ('slug', models.SlugField(max_length=40)),
                    ('timezone', models.CharField(max_length=64, validators=[clinic.sites.models.site.known_zone])),
                    ('jurisdiction', models.CharField(help_text='ISO 3166-2, such as US-NM.', max_length=10)),
                    ('phone', models.CharField(max_length=32)),
                    ('address', models.CharField(blank=True, max_length=240)),
                    ('is_open', models.BooleanField(default=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField()),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ],
                options={
                    'verbose_name': 'historical site',
                    'verbose_name_plural': 'historical sites',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [models.Index(fields=['history_date', 'id'], name='sites_histo_history_394be7_idx')],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='Site',
                fields=[
                    ('id', models.UUIDField(default=clinic.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('name', models.CharField(max_length=120)),
                    ('neutral_name', models.CharField(help_text='Stands in messages. Must not say what is treated here.', max_length=40)),
                    ('slug', models.SlugField(max_length=40, unique=True)),
                    ('timezone', models.CharField(max_length=64, validators=[clinic.sites.models.site.known_zone])),
                    ('jurisdiction', models.CharField(help_text='ISO 3166-2, such as US-NM.', max_length=10)),
                    ('phone', models.CharField(max_length=32)),
                    ('address', models.CharField(blank=True, max_length=240)),
                    ('is_open', models.BooleanField(default=True)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('jurisdiction__regex', '^[A-Z]{2}(-[A-Z0-9]{1,3})?$')), name='site_jurisdiction_is_iso_3166')],
                },
            )],
        ),
    ]
