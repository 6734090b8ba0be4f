"""Checks of one patient are counted, so that their order needs no clock."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('patients', '0013_safety_ladder'),
        ('sites', '0001_initial'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='interactioncheck',
            name='interaction_check_newest',
        ),
        migrations.AddField(
            model_name='historicalinteractioncheck',
            name='number',
            field=models.PositiveIntegerField(default=0, help_text='Counts up for each patient: clocks may differ, the order does not.'),
        ),
        migrations.AddField(
            model_name='interactioncheck',
            name='number',
            field=models.PositiveIntegerField(default=0, help_text='Counts up for each patient: clocks may differ, the order does not.'),
        ),
        migrations.AddIndex(
            model_name='interactioncheck',
            index=models.Index(fields=['patient', '-number', '-id'], name='interaction_check_newest'),
        ),
        migrations.AddConstraint(
            model_name='interactioncheck',
            constraint=models.UniqueConstraint(condition=models.Q(('number__gt', 0)), fields=('patient', 'number'), name='interaction_checks_of_a_patient_are_in_order'),
        ),
    ]
