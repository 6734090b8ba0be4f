"""When a pause that lasted too long was called; results of cognition tests."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('patients', '0014_interaction_order'),
        ('sites', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='course',
            name='a_pause_has_reason_owner_review_and_return',
        ),
        migrations.RemoveConstraint(
            model_name='testresult',
            name='test_kind_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='testresult',
            name='a_test_has_a_value_with_unit_or_a_result',
        ),
        migrations.AddField(
            model_name='course',
            name='pause_called_at',
            field=models.DateTimeField(blank=True, help_text='When its owner was told that the pause has lasted as long as the policy lets it.', null=True),
        ),
        migrations.AddField(
            model_name='historicalcourse',
            name='pause_called_at',
            field=models.DateTimeField(blank=True, help_text='When its owner was told that the pause has lasted as long as the policy lets it.', null=True),
        ),
        migrations.AlterField(
            model_name='historicaltestresult',
            name='kind',
            field=models.CharField(choices=[('BLOOD_PRESSURE', 'Blood pressure'), ('HEART_RATE', 'Heart rate'), ('SPO2', 'Oxygen saturation'), ('WEIGHT', 'Weight'), ('HEIGHT', 'Height'), ('ECG', 'ECG'), ('QTC', 'QTc'), ('ALT', 'ALT'), ('AST', 'AST'), ('ALP', 'Alkaline phosphatase'), ('BILIRUBIN', 'Bilirubin, total'), ('CREATININE', 'Creatinine'), ('EGFR', 'Kidney function (eGFR)'), ('URINALYSIS', 'Urinalysis'), ('TSH', 'TSH'), ('HCG', 'Pregnancy test (hCG)'), ('DRUG_SCREEN', 'Urine drug screen'), ('BREATH_ALCOHOL', 'Breath alcohol'), ('PDMP', 'Prescription monitoring query'), ('STOP_BANG', 'STOP-BANG'), ('AIRWAY', 'Airway examination'), ('MOCA', 'Cognition: MoCA'), ('SLUMS', 'Cognition: SLUMS'), ('COGNITION_T', 'Cognition: T score')], max_length=14),
        ),
        migrations.AlterField(
            model_name='testresult',
            name='kind',
            field=models.CharField(choices=[('BLOOD_PRESSURE', 'Blood pressure'), ('HEART_RATE', 'Heart rate'), ('SPO2', 'Oxygen saturation'), ('WEIGHT', 'Weight'), ('HEIGHT', 'Height'), ('ECG', 'ECG'), ('QTC', 'QTc'), ('ALT', 'ALT'), ('AST', 'AST'), ('ALP', 'Alkaline phosphatase'), ('BILIRUBIN', 'Bilirubin, total'), ('CREATININE', 'Creatinine'), ('EGFR', 'Kidney function (eGFR)'), ('URINALYSIS', 'Urinalysis'), ('TSH', 'TSH'), ('HCG', 'Pregnancy test (hCG)'), ('DRUG_SCREEN', 'Urine drug screen'), ('BREATH_ALCOHOL', 'Breath alcohol'), ('PDMP', 'Prescription monitoring query'), ('STOP_BANG', 'STOP-BANG'), ('AIRWAY', 'Airway examination'), ('MOCA', 'Cognition: MoCA'), ('SLUMS', 'Cognition: SLUMS'), ('COGNITION_T', 'Cognition: T score')], max_length=14),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('pause_owner__isnull', False), ('pause_reason__in', ['AE_UNDER_REVIEW', 'COGNITIVE_CONCERN', 'CONSENT_EXPIRED_OR_SUPERSEDED', 'DRUG_SUPPLY', 'ELEVATED_BP', 'FINANCIAL', 'LFT_ABNORMAL', 'LICENCE_OR_DEA_LAPSE', 'NEW_MEDICAL_CONDITION', 'NEW_MEDICATION', 'NO_ESCORT', 'NO_INTEGRATION', 'PATIENT_REQUEST', 'PREGNANCY_POSSIBLE', 'PSYCHOSIS_OR_MANIA', 'STAFFING', 'SUBSTANCE_USE', 'SUICIDE_RISK', 'TRAVEL_ILLNESS', 'URINARY_SYMPTOMS']), ('pause_review_on__isnull', False), ('paused_at__isnull', False), ('resume_status__in', ['ACTIVE', 'CONSENTED', 'DEFERRED', 'ELIGIBLE', 'MAINTENANCE', 'PREPARING', 'READY', 'REFERRED', 'REVIEW_DUE', 'SCREENING']), ('status', 'PAUSED')), models.Q(models.Q(('status', 'PAUSED'), _negated=True), ('pause_called_at', None), ('pause_owner', None), ('pause_reason', ''), ('pause_review_on', None), ('paused_at', None), ('resume_status', '')), _connector='OR'), name='a_pause_has_reason_owner_review_and_return'),
        ),
        migrations.AddConstraint(
            model_name='testresult',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['BLOOD_PRESSURE', 'HEART_RATE', 'SPO2', 'WEIGHT', 'HEIGHT', 'ECG', 'QTC', 'ALT', 'AST', 'ALP', 'BILIRUBIN', 'CREATININE', 'EGFR', 'URINALYSIS', 'TSH', 'HCG', 'DRUG_SCREEN', 'BREATH_ALCOHOL', 'PDMP', 'STOP_BANG', 'AIRWAY', 'MOCA', 'SLUMS', 'COGNITION_T'])), name='test_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='testresult',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['BLOOD_PRESSURE', 'HEART_RATE', 'SPO2', 'WEIGHT', 'HEIGHT', 'QTC', 'ALT', 'AST', 'ALP', 'BILIRUBIN', 'CREATININE', 'EGFR', 'TSH', 'STOP_BANG', 'MOCA', 'SLUMS', 'COGNITION_T']), ('result', ''), ('value__isnull', False), models.Q(('unit', ''), _negated=True)), models.Q(models.Q(('kind__in', ['BLOOD_PRESSURE', 'HEART_RATE', 'SPO2', 'WEIGHT', 'HEIGHT', 'QTC', 'ALT', 'AST', 'ALP', 'BILIRUBIN', 'CREATININE', 'EGFR', 'TSH', 'STOP_BANG', 'MOCA', 'SLUMS', 'COGNITION_T']), _negated=True), ('second', None), ('unit', ''), ('value', None), models.Q(('result', ''), _negated=True)), _connector='OR'), name='a_test_has_a_value_with_unit_or_a_result'),
        ),
    ]
