import clinic.core.ids
import clinic.core.schema
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
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
                name='HistoricalProduct',
                fields=[
                    ('actor_label', models.CharField(max_length=200)),
                    ('source', models.CharField(max_length=80)),
                    ('id', models.UUIDField(db_index=True, default=clinic.core.ids.uuid7, editable=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('history_user_id', models.CharField(max_length=80)),
                    ('name', models.CharField(max_length=120)),
                    ('ndc', models.CharField(blank=True, help_text='National Drug Code, as printed.', max_length=14)),
                    ('form', models.CharField(choices=[('SOLUTION', 'Solution for injection'), ('RDT', 'Rapid-dissolve tablet'), ('TROCHE', 'Troche')], max_length=10)),
                    ('unit', models.CharField(choices=[('ML', 'mL'), ('PIECE', 'piece')], max_length=5)),
                    ('strength', models.DecimalField(decimal_places=2, help_text='mg of ketamine base per mL or per piece.', max_digits=7)),
                    ('container', models.DecimalField(decimal_places=2, help_text='mL in a vial, or pieces in a box.', max_digits=7)),
                    ('multi_dose', models.BooleanField(default=False, help_text='What is left in the vial stays stock for the next patient.')),
                    ('routes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), size=None)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField()),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ],
                options={
                    'verbose_name': 'historical product',
                    'verbose_name_plural': 'historical products',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [models.Index(fields=['history_date', 'id'], name='drug_log_hi_history_6861ff_idx')],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='Lot',
                fields=[
                    ('id', models.UUIDField(default=clinic.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('lot_number', models.CharField(max_length=40)),
                    ('expires_on', models.DateField()),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lots', to='sites.site')),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lots', to='drug_log.product')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('site', 'product', 'lot_number'), name='one_record_per_lot_and_site')],
                },
            ), migrations.CreateModel(
                name='LedgerLine',
                fields=[
                    ('id', models.UUIDField(default=clinic.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('sequence', models.PositiveIntegerField()),
                    ('kind', models.CharField(choices=[('RECEIVE', 'Received'), ('TRANSFER_IN', 'Transferred in'), ('TRANSFER_OUT', 'Transferred out'), ('DRAW', 'Drawn'), ('ADMINISTER', 'Given'), ('RETURN_UNOPENED', 'Returned unopened'), ('WASTE', 'Wasted'), ('DESTROY_F41', 'Destroyed (Form 41)'), ('LOSS_F106', 'Lost (Form 106)'), ('COUNT_ADJUST', 'Adjusted after a count')], max_length=16)),
                    ('quantity', models.DecimalField(decimal_places=2, max_digits=9)),
                    ('stock_effect', models.DecimalField(decimal_places=2, max_digits=9)),
                    ('balance_after', models.DecimalField(decimal_places=2, max_digits=9)),
                    ('mg', models.DecimalField(decimal_places=4, help_text='mg of ketamine base.', max_digits=11)),
                    ('session_id', models.UUIDField(blank=True, null=True)),
                    ('patient_id', models.UUIDField(blank=True, null=True)),
                    ('happened_at', models.DateTimeField()),
                    ('reason', models.CharField(blank=True, max_length=240)),
                    ('party', models.CharField(blank=True, help_text='Supplier, other site, or reverse distributor.', max_length=160)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
                    ('lot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='drug_log.lot')),
                ],
                options={
                    'indexes': [models.Index(fields=['session_id'], name='ledger_by_session'), models.Index(fields=['site', 'happened_at'], name='ledger_by_site_and_time')],
                    'constraints': [models.UniqueConstraint(fields=('lot', 'sequence'), name='ledger_lines_are_chained'), models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='ledger_quantity_is_above_zero'), models.CheckConstraint(condition=models.Q(('balance_after__gte', 0)), name='a_lot_never_holds_less_than_nothing'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['RECEIVE', 'TRANSFER_IN', 'RETURN_UNOPENED']), ('stock_effect', models.F('quantity'))), models.Q(('kind__in', ['TRANSFER_OUT', 'DRAW', 'DESTROY_F41', 'LOSS_F106']), ('stock_effect', django.db.models.expressions.CombinedExpression(models.F('quantity'), '*', models.Value(-1)))), models.Q(('kind__in', ['ADMINISTER', 'WASTE']), ('stock_effect', 0)), models.Q(('kind', 'COUNT_ADJUST'), ('stock_effect', models.F('quantity'))), models.Q(('kind', 'COUNT_ADJUST'), ('stock_effect', django.db.models.expressions.CombinedExpression(models.F('quantity'), '*', models.Value(-1)))), _connector='OR'), name='ledger_effect_fits_its_kind'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['DRAW', 'ADMINISTER', 'WASTE', 'RETURN_UNOPENED']), ('patient_id__isnull', False), ('session_id__isnull', False)), models.Q(('kind__in', ['RECEIVE', 'TRANSFER_IN', 'TRANSFER_OUT', 'DESTROY_F41', 'LOSS_F106', 'COUNT_ADJUST']), ('patient_id', None), ('session_id', None)), _connector='OR'), name='what_a_patient_got_names_patient_and_session'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['WASTE', 'LOSS_F106', 'COUNT_ADJUST', 'DESTROY_F41']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='waste_loss_and_adjustment_have_a_reason')],
                },
            ), migrations.CreateModel(
                name='HistoricalLedgerLine',
                fields=[
                    ('actor_label', models.CharField(max_length=200)),
                    ('source', models.CharField(max_length=80)),
                    ('id', models.UUIDField(db_index=True, default=clinic.core.ids.uuid7, editable=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('history_user_id', models.CharField(max_length=80)),
                    ('sequence', models.PositiveIntegerField()),
                    ('kind', models.CharField(choices=[('RECEIVE', 'Received'), ('TRANSFER_IN', 'Transferred in'), ('TRANSFER_OUT', 'Transferred out'), ('DRAW', 'Drawn'), ('ADMINISTER', 'Given'), ('RETURN_UNOPENED', 'Returned unopened'), ('WASTE', 'Wasted'), ('DESTROY_F41', 'Destroyed (Form 41)'), ('LOSS_F106', 'Lost (Form 106)'), ('COUNT_ADJUST', 'Adjusted after a count')], max_length=16)),
                    ('quantity', models.DecimalField(decimal_places=2, max_digits=9)),
                    ('stock_effect', models.DecimalField(decimal_places=2, max_digits=9)),
                    ('balance_after', models.DecimalField(decimal_places=2, max_digits=9)),
                    ('mg', models.DecimalField(decimal_places=4, help_text='mg of ketamine base.', max_digits=11)),
                    ('session_id', models.UUIDField(blank=True, null=True)),
                    ('patient_id', models.UUIDField(blank=True, null=True)),
                    ('happened_at', models.DateTimeField()),
                    ('reason', models.CharField(blank=True, max_length=240)),
                    ('party', models.CharField(blank=True, help_text='Supplier, other site, or reverse distributor.', max_length=160)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField()),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sites.site')),
                    ('lot', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='drug_log.lot')),
                ],
                options={
                    'verbose_name': 'historical ledger line',
                    'verbose_name_plural': 'historical ledger lines',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [models.Index(fields=['history_date', 'id'], name='drug_log_hi_history_df95e6_idx')],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='Product',
                fields=[
                    ('id', models.UUIDField(default=clinic.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('name', models.CharField(max_length=120)),
                    ('ndc', models.CharField(blank=True, help_text='National Drug Code, as printed.', max_length=14)),
                    ('form', models.CharField(choices=[('SOLUTION', 'Solution for injection'), ('RDT', 'Rapid-dissolve tablet'), ('TROCHE', 'Troche')], max_length=10)),
                    ('unit', models.CharField(choices=[('ML', 'mL'), ('PIECE', 'piece')], max_length=5)),
                    ('strength', models.DecimalField(decimal_places=2, help_text='mg of ketamine base per mL or per piece.', max_digits=7)),
                    ('container', models.DecimalField(decimal_places=2, help_text='mL in a vial, or pieces in a box.', max_digits=7)),
                    ('multi_dose', models.BooleanField(default=False, help_text='What is left in the vial stays stock for the next patient.')),
                    ('routes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), size=None)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('name', 'ndc', 'strength', 'container'), name='one_record_per_presentation'), models.CheckConstraint(condition=models.Q(('container__gt', 0), ('strength__gt', 0)), name='product_strength_above_zero'), models.CheckConstraint(condition=models.Q(models.Q(('form', 'SOLUTION'), ('unit', 'ML')), models.Q(('form__in', ['RDT', 'TROCHE']), ('unit', 'PIECE')), _connector='OR'), name='product_unit_fits_form')],
                },
            ), migrations.CreateModel(
                name='HistoricalLot',
                fields=[
                    ('actor_label', models.CharField(max_length=200)),
                    ('source', models.CharField(max_length=80)),
                    ('id', models.UUIDField(db_index=True, default=clinic.core.ids.uuid7, editable=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('history_user_id', models.CharField(max_length=80)),
                    ('lot_number', models.CharField(max_length=40)),
                    ('expires_on', models.DateField()),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField()),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sites.site')),
                    ('product', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='drug_log.product')),
                ],
                options={
                    'verbose_name': 'historical lot',
                    'verbose_name_plural': 'historical lots',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [models.Index(fields=['history_date', 'id'], name='drug_log_hi_history_06a9a1_idx')],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='WasteWitness',
                fields=[
                    ('id', models.UUIDField(default=clinic.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('witnessed_at', models.DateTimeField()),
                    ('line', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='witnessed', to='drug_log.ledgerline')),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
                    ('wasted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('witness', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('witness', models.F('wasted_by')), _negated=True), name='a_witness_is_somebody_else')],
                },
            ), migrations.CreateModel(
                name='HistoricalWasteWitness',
                fields=[
                    ('actor_label', models.CharField(max_length=200)),
                    ('source', models.CharField(max_length=80)),
                    ('id', models.UUIDField(db_index=True, default=clinic.core.ids.uuid7, editable=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('history_user_id', models.CharField(max_length=80)),
                    ('witnessed_at', models.DateTimeField()),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField()),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sites.site')),
                    ('wasted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('witness', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('line', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='drug_log.ledgerline')),
                ],
                options={
                    'verbose_name': 'historical waste witness',
                    'verbose_name_plural': 'historical waste witnesss',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [models.Index(fields=['history_date', 'id'], name='drug_log_hi_history_bf84b8_idx')],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            )],
        ),
    ]
