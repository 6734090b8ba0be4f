import clinic.core.ids
import clinic.core.schema
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('sites', '0001_initial'),
    ]

    operations = [
        clinic.core.schema.Together(
            operations=[migrations.CreateModel(
                name='User',
                fields=[
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('id', models.UUIDField(default=clinic.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                    ('name', models.CharField(max_length=120)),
                    ('credentials', models.CharField(blank=True, help_text='As printed after a signature, such as MD or LPCC.', max_length=60)),
                    ('phone_extension', models.CharField(blank=True, max_length=12)),
                    ('is_active', models.BooleanField(default=True)),
                    ('single_keys', models.BooleanField(default=True, help_text='Single-letter keyboard shortcuts (WCAG 2.1.4).')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='one_account_per_email')],
                },
            ), migrations.CreateModel(
                name='HistoricalUser',
                fields=[
                    ('actor_label', models.CharField(max_length=200)),
                    ('source', models.CharField(max_length=80)),
                    ('id', models.UUIDField(db_index=True, default=clinic.core.ids.uuid7, editable=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('history_user_id', models.CharField(max_length=80)),
                    ('email', models.EmailField(db_index=True, max_length=254, verbose_name='e-mail address')),
                    ('name', models.CharField(max_length=120)),
                    ('credentials', models.CharField(blank=True, help_text='As printed after a signature, such as MD or LPCC.', max_length=60)),
                    ('phone_extension', models.CharField(blank=True, max_length=12)),
                    ('is_active', models.BooleanField(default=True)),
                    ('single_keys', models.BooleanField(default=True, help_text='Single-letter keyboard shortcuts (WCAG 2.1.4).')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField()),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ],
                options={
                    'verbose_name': 'historical user',
                    'verbose_name_plural': 'historical users',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [models.Index(fields=['history_date', 'id'], name='accounts_hi_history_95900b_idx')],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='HistoricalLicence',
                fields=[
                    ('actor_label', models.CharField(max_length=200)),
                    ('source', models.CharField(max_length=80)),
                    ('id', models.UUIDField(db_index=True, default=clinic.core.ids.uuid7, editable=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('history_user_id', models.CharField(max_length=80)),
                    ('kind', models.CharField(choices=[('PRESCRIBER', "Prescriber's licence"), ('NURSE', "Nurse's licence"), ('THERAPIST', 'Mental-health licence'), ('DEA', 'DEA registration'), ('BLS', 'Basic life support'), ('ACLS', 'Advanced cardiac life support')], max_length=12)),
                    ('number', models.CharField(max_length=40)),
                    ('jurisdiction', models.CharField(help_text='ISO 3166-2; US for the nation.', max_length=10)),
                    ('issued_on', models.DateField()),
                    ('expires_on', models.DateField()),
                    ('status', models.CharField(choices=[('ACTIVE', 'Active'), ('SUSPENDED', 'Suspended'), ('REVOKED', 'Revoked')], default='ACTIVE', max_length=10)),
                    ('verified_at', models.DateTimeField(blank=True, null=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField()),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('verified_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical licence',
                    'verbose_name_plural': 'historical licences',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [models.Index(fields=['history_date', 'id'], name='accounts_hi_history_24cc0b_idx')],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='HistoricalMembership',
                fields=[
                    ('actor_label', models.CharField(max_length=200)),
                    ('source', models.CharField(max_length=80)),
                    ('id', models.UUIDField(db_index=True, default=clinic.core.ids.uuid7, editable=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('history_user_id', models.CharField(max_length=80)),
                    ('role', models.CharField(choices=[('FRONT_DESK', 'Front desk'), ('PRESCRIBER', 'Prescriber'), ('NURSE', 'Nurse'), ('THERAPIST', 'Therapist'), ('MANAGER', 'Manager'), ('AUDITOR', 'Auditor'), ('PATIENT', 'Patient'), ('SYSTEM', 'System')], max_length=20)),
                    ('capabilities', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('MEDICAL_DIRECTOR', 'Medical director'), ('PRIVACY_OFFICER', 'Privacy officer'), ('DRUG_CUSTODIAN', 'Drug custodian'), ('WITNESS', 'Witness'), ('SUPERVISOR', 'Supervisor'), ('ON_DUTY', 'On duty')], max_length=20), blank=True, default=list, size=None)),
                    ('started_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField()),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sites.site')),
                    ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical membership',
                    'verbose_name_plural': 'historical memberships',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [models.Index(fields=['history_date', 'id'], name='accounts_hi_history_f2ec27_idx')],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='Licence',
                fields=[
                    ('id', models.UUIDField(default=clinic.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('kind', models.CharField(choices=[('PRESCRIBER', "Prescriber's licence"), ('NURSE', "Nurse's licence"), ('THERAPIST', 'Mental-health licence'), ('DEA', 'DEA registration'), ('BLS', 'Basic life support'), ('ACLS', 'Advanced cardiac life support')], max_length=12)),
                    ('number', models.CharField(max_length=40)),
                    ('jurisdiction', models.CharField(help_text='ISO 3166-2; US for the nation.', max_length=10)),
                    ('issued_on', models.DateField()),
                    ('expires_on', models.DateField()),
                    ('status', models.CharField(choices=[('ACTIVE', 'Active'), ('SUSPENDED', 'Suspended'), ('REVOKED', 'Revoked')], default='ACTIVE', max_length=10)),
                    ('verified_at', models.DateTimeField(blank=True, null=True)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='licences', to=settings.AUTH_USER_MODEL)),
                    ('verified_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('kind', 'number', 'jurisdiction'), name='one_record_per_licence'), models.CheckConstraint(condition=models.Q(('expires_on__gte', models.F('issued_on'))), name='licence_expires_after_it_is_issued'), models.CheckConstraint(condition=models.Q(models.Q(('verified_at', None), ('verified_by', None)), models.Q(('verified_at__isnull', False), ('verified_by__isnull', False)), _connector='OR'), name='licence_verification_has_who_and_when')],
                },
            ), migrations.CreateModel(
                name='Membership',
                fields=[
                    ('id', models.UUIDField(default=clinic.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('role', models.CharField(choices=[('FRONT_DESK', 'Front desk'), ('PRESCRIBER', 'Prescriber'), ('NURSE', 'Nurse'), ('THERAPIST', 'Therapist'), ('MANAGER', 'Manager'), ('AUDITOR', 'Auditor'), ('PATIENT', 'Patient'), ('SYSTEM', 'System')], max_length=20)),
                    ('capabilities', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('MEDICAL_DIRECTOR', 'Medical director'), ('PRIVACY_OFFICER', 'Privacy officer'), ('DRUG_CUSTODIAN', 'Drug custodian'), ('WITNESS', 'Witness'), ('SUPERVISOR', 'Supervisor'), ('ON_DUTY', 'On duty')], max_length=20), blank=True, default=list, size=None)),
                    ('started_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='sites.site')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('user', 'site', 'role'), name='one_open_membership_per_role_and_site'), models.CheckConstraint(condition=models.Q(('role__in', ['FRONT_DESK', 'PRESCRIBER', 'NURSE', 'THERAPIST', 'MANAGER', 'AUDITOR', 'PATIENT', 'SYSTEM'])), name='membership_role_is_known'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gt', models.F('started_at')), _connector='OR'), name='membership_ends_after_it_starts')],
                },
            )],
        ),
    ]
