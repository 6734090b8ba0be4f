# A complaint asks for the checklist.

import clinic.core.schema
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('patients', '0011_screening_sheet'),
        ('sites', '0001_initial'),
    ]

    operations = [
        clinic.core.schema.Together([
        migrations.RemoveConstraint(
            model_name='measuredue',
            name='due_measure_moment_is_known',
        ),
        migrations.AlterField(
            model_name='historicalmeasuredue',
            name='moment',
            field=models.CharField(choices=[('BASELINE', 'Before treatment'), ('BEFORE_DOSE', 'Before a dose'), ('SYMPTOM', 'After a complaint'), ('MIDWAY', 'Midway'), ('ENDPOINT', 'Endpoint, 14 to 31 days after the last acute dose'), ('DAY_7', 'A week after the last acute dose'), ('MONTH_1', 'One month after the last acute dose'), ('MONTH_3', 'Three months after the last acute dose'), ('MONTH_6', 'Six months after the last acute dose'), ('MAINTENANCE', 'In maintenance')], max_length=12),
        ),
        migrations.AlterField(
            model_name='measuredue',
            name='moment',
            field=models.CharField(choices=[('BASELINE', 'Before treatment'), ('BEFORE_DOSE', 'Before a dose'), ('SYMPTOM', 'After a complaint'), ('MIDWAY', 'Midway'), ('ENDPOINT', 'Endpoint, 14 to 31 days after the last acute dose'), ('DAY_7', 'A week after the last acute dose'), ('MONTH_1', 'One month after the last acute dose'), ('MONTH_3', 'Three months after the last acute dose'), ('MONTH_6', 'Six months after the last acute dose'), ('MAINTENANCE', 'In maintenance')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='measuredue',
            constraint=models.CheckConstraint(condition=models.Q(('moment__in', ['BASELINE', 'BEFORE_DOSE', 'DAY_7', 'ENDPOINT', 'MAINTENANCE', 'MIDWAY', 'MONTH_1', 'MONTH_3', 'MONTH_6', 'SYMPTOM'])), name='due_measure_moment_is_known'),
        ),
        ]),
    ]
