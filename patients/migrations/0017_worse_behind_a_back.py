"""A worse answer that whoever took the alert on does not see has an alert of its own."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('patients', '0016_alert_after_a_plan'),
        ('sites', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='safetyalert',
            name='one_unanswered_alert_per_answer',
        ),
        migrations.AddConstraint(
            model_name='safetyalert',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['ACKNOWLEDGED', 'ASSESSED', 'RAISED'])), fields=('response', 'item', 'urgency'), name='one_unanswered_alert_per_answer_and_urgency'),
        ),
    ]
