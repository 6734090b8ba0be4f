"""A review may let the course go on as planned; questionnaires missed before doses ask for one."""
from django.conf import settings
from django.db import migrations, models

from clinic.core.schema import Together


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('dosing', '0008_relative_asked'),
        ('patients', '0014_interaction_order'),
        ('sites', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [Together([
        migrations.RemoveConstraint(
            model_name='reviewdecision',
            name='review_outcome_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='reviewdecision',
            name='a_review_that_goes_on_says_how_many_sessions',
        ),
        migrations.RemoveConstraint(
            model_name='reviewopinion',
            name='an_opinion_recommends_an_outcome',
        ),
        migrations.RemoveConstraint(
            model_name='reviewreason',
            name='review_reason_code_is_known',
        ),
        migrations.AlterField(
            model_name='historicalreviewdecision',
            name='outcome',
            field=models.CharField(choices=[('CONTINUE', 'Go on as planned'), ('EXTEND', 'More sessions'), ('MAINTAIN', 'Maintenance'), ('COMPLETE', 'Complete the course'), ('STOP', 'Stop early')], max_length=8),
        ),
        migrations.AlterField(
            model_name='historicalreviewopinion',
            name='recommends',
            field=models.CharField(choices=[('CONTINUE', 'Go on as planned'), ('EXTEND', 'More sessions'), ('MAINTAIN', 'Maintenance'), ('COMPLETE', 'Complete the course'), ('STOP', 'Stop early')], max_length=8),
        ),
        migrations.AlterField(
            model_name='historicalreviewreason',
            name='code',
            field=models.CharField(choices=[('PLANNED_DOSES_USED', 'PLANNED_DOSES_USED'), ('DOSES_IN_28_DAYS', 'DOSES_IN_28_DAYS'), ('ACUTE_WITHOUT_REVIEW', 'ACUTE_WITHOUT_REVIEW'), ('MAINTENANCE_TOO_CLOSE', 'MAINTENANCE_TOO_CLOSE'), ('SESSIONS_IN_12_MONTHS', 'SESSIONS_IN_12_MONTHS'), ('LIFETIME_SESSIONS', 'LIFETIME_SESSIONS'), ('LIFETIME_MG', 'LIFETIME_MG'), ('DIVERSION', 'DIVERSION'), ('MISSED_MEASURES', 'MISSED_MEASURES'), ('URINARY', 'URINARY'), ('LIVER', 'LIVER'), ('COGNITION', 'COGNITION'), ('EARLY_NON_RESPONSE', 'EARLY_NON_RESPONSE'), ('NON_RESPONSE', 'NON_RESPONSE'), ('WORSENING', 'WORSENING')], max_length=24),
        ),
        migrations.AlterField(
            model_name='reviewdecision',
            name='outcome',
            field=models.CharField(choices=[('CONTINUE', 'Go on as planned'), ('EXTEND', 'More sessions'), ('MAINTAIN', 'Maintenance'), ('COMPLETE', 'Complete the course'), ('STOP', 'Stop early')], max_length=8),
        ),
        migrations.AlterField(
            model_name='reviewopinion',
            name='recommends',
            field=models.CharField(choices=[('CONTINUE', 'Go on as planned'), ('EXTEND', 'More sessions'), ('MAINTAIN', 'Maintenance'), ('COMPLETE', 'Complete the course'), ('STOP', 'Stop early')], max_length=8),
        ),
        migrations.AlterField(
            model_name='reviewreason',
            name='code',
            field=models.CharField(choices=[('PLANNED_DOSES_USED', 'PLANNED_DOSES_USED'), ('DOSES_IN_28_DAYS', 'DOSES_IN_28_DAYS'), ('ACUTE_WITHOUT_REVIEW', 'ACUTE_WITHOUT_REVIEW'), ('MAINTENANCE_TOO_CLOSE', 'MAINTENANCE_TOO_CLOSE'), ('SESSIONS_IN_12_MONTHS', 'SESSIONS_IN_12_MONTHS'), ('LIFETIME_SESSIONS', 'LIFETIME_SESSIONS'), ('LIFETIME_MG', 'LIFETIME_MG'), ('DIVERSION', 'DIVERSION'), ('MISSED_MEASURES', 'MISSED_MEASURES'), ('URINARY', 'URINARY'), ('LIVER', 'LIVER'), ('COGNITION', 'COGNITION'), ('EARLY_NON_RESPONSE', 'EARLY_NON_RESPONSE'), ('NON_RESPONSE', 'NON_RESPONSE'), ('WORSENING', 'WORSENING')], max_length=24),
        ),
        migrations.AddConstraint(
            model_name='reviewdecision',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['COMPLETE', 'CONTINUE', 'EXTEND', 'MAINTAIN', 'STOP'])), name='review_outcome_is_known'),
        ),
        migrations.AddConstraint(
            model_name='reviewdecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['EXTEND', 'MAINTAIN']), ('sessions__gte', 1)), models.Q(('outcome__in', ['COMPLETE', 'CONTINUE', 'STOP']), ('sessions', None)), _connector='OR'), name='a_review_that_grants_sessions_says_how_many'),
        ),
        migrations.AddConstraint(
            model_name='reviewopinion',
            constraint=models.CheckConstraint(condition=models.Q(('recommends__in', ['COMPLETE', 'CONTINUE', 'EXTEND', 'MAINTAIN', 'STOP'])), name='an_opinion_recommends_an_outcome'),
        ),
        migrations.AddConstraint(
            model_name='reviewreason',
            constraint=models.CheckConstraint(condition=models.Q(('code__in', ['ACUTE_WITHOUT_REVIEW', 'COGNITION', 'DIVERSION', 'DOSES_IN_28_DAYS', 'EARLY_NON_RESPONSE', 'LIFETIME_MG', 'LIFETIME_SESSIONS', 'LIVER', 'MAINTENANCE_TOO_CLOSE', 'MISSED_MEASURES', 'NON_RESPONSE', 'PLANNED_DOSES_USED', 'SESSIONS_IN_12_MONTHS', 'URINARY', 'WORSENING'])), name='review_reason_code_is_known'),
        ),
    ])]
