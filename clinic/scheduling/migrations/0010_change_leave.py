
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('scheduling', '0009_offer_until'),
    ]

    operations = [
        migrations.AddField(
            model_name='change',
            name='leave',
            field=models.ForeignKey(blank=True, db_index=False, help_text='The absence written down with it, which undoing takes back.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='scheduling.leave'),
        ),
        migrations.AddField(
            model_name='historicalchange',
            name='leave',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The absence written down with it, which undoing takes back.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='scheduling.leave'),
        ),
    ]
