"""What a prescriber had before them, and what they decided, kept with the signature under a screening."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('patients', '0004_shipped_definitions'),
        ('sites', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalscreeningsignature',
            name='before',
            field=models.JSONField(default=dict, help_text='What the signer had before them.'),
        ),
        migrations.AddField(
            model_name='historicalscreeningsignature',
            name='decision',
            field=models.JSONField(default=dict, help_text='What was decided, as it was signed.'),
        ),
        migrations.AddField(
            model_name='historicalscreeningsignature',
            name='schema',
            field=models.PositiveSmallIntegerField(default=0, help_text='The shape of what is kept.'),
        ),
        migrations.AddField(
            model_name='historicalscreeningsignature',
            name='sha256',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='screeningsignature',
            name='before',
            field=models.JSONField(default=dict, help_text='What the signer had before them.'),
        ),
        migrations.AddField(
            model_name='screeningsignature',
            name='decision',
            field=models.JSONField(default=dict, help_text='What was decided, as it was signed.'),
        ),
        migrations.AddField(
            model_name='screeningsignature',
            name='schema',
            field=models.PositiveSmallIntegerField(default=0, help_text='The shape of what is kept.'),
        ),
        migrations.AddField(
            model_name='screeningsignature',
            name='sha256',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddConstraint(
            model_name='screeningsignature',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('schema', 0), ('sha256', '')), models.Q(('schema__gte', 1), ('sha256__regex', '^[0-9a-f]{64}$')), _connector='OR'), name='what_was_signed_over_has_its_digest'),
        ),
    ]
