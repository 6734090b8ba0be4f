import clinic.core.ids
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from clinic.core.schema import Together


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('scheduling', '0010_change_leave'),
        ('sites', '0001_initial'),
    ]

    operations = [Together([
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.UUIDField(default=clinic.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('whose', models.CharField(choices=[('STAFF', 'The visits I work at'), ('PATIENT', 'My own visits')], max_length=7)),
                ('name', models.CharField(help_text='Where it is read, such as: my telephone.', max_length=60)),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_by', models.CharField(blank=True, max_length=80)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feeds', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feeds', to='sites.site')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('whose__in', ['STAFF', 'PATIENT'])), name='feed_is_of_staff_or_patient'), models.CheckConstraint(condition=models.Q(('token_hash__regex', '^[0-9a-f]{64}$')), name='a_feed_keeps_a_hash_and_never_the_secret'), models.CheckConstraint(condition=models.Q(models.Q(('revoked_at', None), ('revoked_by', '')), models.Q(('revoked_at__isnull', False), models.Q(('revoked_by', ''), _negated=True)), _connector='OR'), name='ending_a_feed_has_who_and_when')],
            },
        ),
        migrations.CreateModel(
            name='FeedFetch',
            fields=[
                ('feed', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='fetch', serialize=False, to='scheduling.calendarfeed')),
                ('fetched_at', models.DateTimeField()),
                ('counted_from', models.DateTimeField()),
                ('count', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='HistoricalCalendarFeed',
            fields=[
                ('actor_label', models.CharField(max_length=200)),
                ('source', models.CharField(max_length=80)),
                ('id', models.UUIDField(db_index=True, default=clinic.core.ids.uuid7, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('history_user_id', models.CharField(max_length=80)),
                ('whose', models.CharField(choices=[('STAFF', 'The visits I work at'), ('PATIENT', 'My own visits')], max_length=7)),
                ('name', models.CharField(help_text='Where it is read, such as: my telephone.', max_length=60)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_by', models.CharField(blank=True, max_length=80)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('owner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sites.site')),
            ],
            options={
                'verbose_name': 'historical calendar feed',
                'verbose_name_plural': 'historical calendar feeds',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['history_date', 'id'], name='scheduling__history_68075f_idx')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ])]
