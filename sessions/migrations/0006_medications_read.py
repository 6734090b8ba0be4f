"""The medications read with the patient are a check of their own, and no dose is given without that guard's answer."""

from django.conf import settings
from django.db import migrations, models

# Put beside the guards that the function asks for already, whichever these are by now.
JUDGED = """
DO $do$
BEGIN
    EXECUTE replace(pg_get_functiondef('public.decision_says_what_its_verdicts_say()'::regprocedure),
                    $q$'G31'$q$, $q$'G30','G31'$q$);
END $do$;
"""
UNJUDGED = """
DO $do$
BEGIN
    EXECUTE replace(pg_get_functiondef('public.decision_says_what_its_verdicts_say()'::regprocedure),
                    $q$'G30','G31'$q$, $q$'G31'$q$);
END $do$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('dosing', '0005_long_term_review'),
        ('patients', '0014_interaction_order'),
        ('sites', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='predosecheck',
            name='check_kind_is_known',
        ),
        migrations.AlterField(
            model_name='historicalpredosecheck',
            name='kind',
            field=models.CharField(choices=[('WEIGHT', 'Weight'), ('SATURATION', 'Usual oxygen saturation'), ('INTAKE', 'Food and drink'), ('PREGNANCY', 'Pregnancy test'), ('SOBRIETY', 'Alcohol, cannabis, intoxication'), ('MENTAL_STATE', 'Psychosis and mania'), ('MEDICATIONS', 'Medications and illness'), ('TIME_OUT', 'Time-out'), ('READ_BACK', 'Order read back')], max_length=12),
        ),
        migrations.AlterField(
            model_name='predosecheck',
            name='kind',
            field=models.CharField(choices=[('WEIGHT', 'Weight'), ('SATURATION', 'Usual oxygen saturation'), ('INTAKE', 'Food and drink'), ('PREGNANCY', 'Pregnancy test'), ('SOBRIETY', 'Alcohol, cannabis, intoxication'), ('MENTAL_STATE', 'Psychosis and mania'), ('MEDICATIONS', 'Medications and illness'), ('TIME_OUT', 'Time-out'), ('READ_BACK', 'Order read back')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='predosecheck',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['INTAKE', 'MEDICATIONS', 'MENTAL_STATE', 'PREGNANCY', 'READ_BACK', 'SATURATION', 'SOBRIETY', 'TIME_OUT', 'WEIGHT'])), name='check_kind_is_known'),
        ),
        migrations.RunSQL(JUDGED, UNJUDGED),
    ]
