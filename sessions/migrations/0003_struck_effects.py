# An effect that was tapped wrongly is struck out and stays.

import django.db.models.deletion

import clinic.core.schema
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dosing', '0002_last_judge'),
        ('patients', '0004_patient_search'),
        ('sites', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        clinic.core.schema.Together([
        migrations.RemoveConstraint(
            model_name='effect',
            name='an_effect_lasts_once_at_a_time',
        ),
        migrations.AddField(
            model_name='effect',
            name='struck_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='effect',
            name='struck_because',
            field=models.CharField(blank=True, max_length=240),
        ),
        migrations.AddField(
            model_name='effect',
            name='struck_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='effect',
            name='supersedes',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='dosing.effect'),
        ),
        migrations.AddField(
            model_name='historicaleffect',
            name='struck_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='historicaleffect',
            name='struck_because',
            field=models.CharField(blank=True, max_length=240),
        ),
        migrations.AddField(
            model_name='historicaleffect',
            name='struck_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicaleffect',
            name='supersedes',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='dosing.effect'),
        ),
        migrations.AddConstraint(
            model_name='effect',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None), ('struck_at', None), models.Q(('code', 'OTHER'), _negated=True)), fields=('session', 'code'), name='an_effect_lasts_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='effect',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_because', ''), ('struck_by', None)), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_because', ''), _negated=True)), _connector='OR'), name='a_struck_effect_says_who_when_and_why'),
        ),
        ]),
    ]
