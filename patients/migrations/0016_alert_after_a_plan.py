"""What is answered anew after an alert's plan raises another alert."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("patients", "0015_pause_limit_and_cognition"), ("sites", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="safetyalert", name="one_alert_per_answer"),
        migrations.AddConstraint(
            model_name="safetyalert",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["ACKNOWLEDGED", "ASSESSED", "RAISED"])),
                fields=("response", "item"),
                name="one_unanswered_alert_per_answer",
            ),
        ),
    ]
