"""A pause that lasted too long is a reason of a review."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dosing', '0009_review_goes_on'),
        ('patients', '0015_pause_limit_and_cognition'),
        ('sites', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='reviewreason',
            name='review_reason_code_is_known',
        ),
        migrations.AlterField(
            model_name='historicalreviewreason',
            name='code',
            field=models.CharField(choices=[('PLANNED_DOSES_USED', 'PLANNED_DOSES_USED'), ('DOSES_IN_28_DAYS', 'DOSES_IN_28_DAYS'), ('ACUTE_WITHOUT_REVIEW', 'ACUTE_WITHOUT_REVIEW'), ('MAINTENANCE_TOO_CLOSE', 'MAINTENANCE_TOO_CLOSE'), ('SESSIONS_IN_12_MONTHS', 'SESSIONS_IN_12_MONTHS'), ('LIFETIME_SESSIONS', 'LIFETIME_SESSIONS'), ('LIFETIME_MG', 'LIFETIME_MG'), ('DIVERSION', 'DIVERSION'), ('MISSED_MEASURES', 'MISSED_MEASURES'), ('LONG_PAUSE', 'LONG_PAUSE'), ('URINARY', 'URINARY'), ('LIVER', 'LIVER'), ('COGNITION', 'COGNITION'), ('EARLY_NON_RESPONSE', 'EARLY_NON_RESPONSE'), ('NON_RESPONSE', 'NON_RESPONSE'), ('WORSENING', 'WORSENING')], max_length=24),
        ),
        migrations.AlterField(
            model_name='reviewreason',
            name='code',
            field=models.CharField(choices=[('PLANNED_DOSES_USED', 'PLANNED_DOSES_USED'), ('DOSES_IN_28_DAYS', 'DOSES_IN_28_DAYS'), ('ACUTE_WITHOUT_REVIEW', 'ACUTE_WITHOUT_REVIEW'), ('MAINTENANCE_TOO_CLOSE', 'MAINTENANCE_TOO_CLOSE'), ('SESSIONS_IN_12_MONTHS', 'SESSIONS_IN_12_MONTHS'), ('LIFETIME_SESSIONS', 'LIFETIME_SESSIONS'), ('LIFETIME_MG', 'LIFETIME_MG'), ('DIVERSION', 'DIVERSION'), ('MISSED_MEASURES', 'MISSED_MEASURES'), ('LONG_PAUSE', 'LONG_PAUSE'), ('URINARY', 'URINARY'), ('LIVER', 'LIVER'), ('COGNITION', 'COGNITION'), ('EARLY_NON_RESPONSE', 'EARLY_NON_RESPONSE'), ('NON_RESPONSE', 'NON_RESPONSE'), ('WORSENING', 'WORSENING')], max_length=24),
        ),
        migrations.AddConstraint(
            model_name='reviewreason',
            constraint=models.CheckConstraint(condition=models.Q(('code__in', ['ACUTE_WITHOUT_REVIEW', 'COGNITION', 'DIVERSION', 'DOSES_IN_28_DAYS', 'EARLY_NON_RESPONSE', 'LIFETIME_MG', 'LIFETIME_SESSIONS', 'LIVER', 'LONG_PAUSE', 'MAINTENANCE_TOO_CLOSE', 'MISSED_MEASURES', 'NON_RESPONSE', 'PLANNED_DOSES_USED', 'SESSIONS_IN_12_MONTHS', 'URINARY', 'WORSENING'])), name='review_reason_code_is_known'),
        ),
    ]
