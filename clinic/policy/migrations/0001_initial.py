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
                name='HistoricalPolicyVersion',
                fields=[
                    ('actor_label', models.CharField(max_length=200)),
                    ('source', models.CharField(max_length=80)),
                    ('id', models.UUIDField(db_index=True, default=clinic.core.ids.uuid7, editable=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('history_user_id', models.CharField(max_length=80)),
                    ('number', models.PositiveIntegerField()),
                    ('status', models.CharField(choices=[('DRAFT', 'Draft'), ('SIGNED', 'In force'), ('REPLACED', 'Replaced')], default='DRAFT', max_length=10)),
                    ('terms', models.JSONField()),
                    ('note', models.TextField(blank=True, help_text='What changed and why.')),
                    ('signed_at', models.DateTimeField(blank=True, null=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField()),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('drafted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('signed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sites.site')),
                ],
                options={
                    'verbose_name': 'historical policy version',
                    'verbose_name_plural': 'historical policy versions',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [models.Index(fields=['history_date', 'id'], name='policy_hist_history_c7431a_idx')],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='PolicyVersion',
                fields=[
                    ('id', models.UUIDField(default=clinic.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('number', models.PositiveIntegerField()),
                    ('status', models.CharField(choices=[('DRAFT', 'Draft'), ('SIGNED', 'In force'), ('REPLACED', 'Replaced')], default='DRAFT', max_length=10)),
                    ('terms', models.JSONField()),
                    ('note', models.TextField(blank=True, help_text='What changed and why.')),
                    ('signed_at', models.DateTimeField(blank=True, null=True)),
                    ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='policies', to='sites.site')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('site', 'number'), name='policy_numbers_are_unique'), models.UniqueConstraint(condition=models.Q(('status', 'DRAFT')), fields=('site',), name='one_policy_draft_per_site'), models.UniqueConstraint(condition=models.Q(('status', 'SIGNED')), fields=('site',), name='one_policy_in_force_per_site'), models.CheckConstraint(condition=models.Q(models.Q(('signed_at', None), ('signed_by', None), ('status', 'DRAFT')), models.Q(('signed_at__isnull', False), ('signed_by__isnull', False), ('status__in', ['SIGNED', 'REPLACED'])), _connector='OR'), name='policy_signature_has_who_and_when')],
                },
            )],
        ),
    ]
