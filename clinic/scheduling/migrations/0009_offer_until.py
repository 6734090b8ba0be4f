import datetime

from django.db import migrations, models
from django.db.models import F, Q

# No freed time was written before this column existed: the default is for the statement alone.
NEVER = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)


class Migration(migrations.Migration):
    dependencies = [("scheduling", "0008_changes")]
    operations = [
        *(
            migrations.AddField(
                model,
                "offer_until",
                models.DateTimeField(
                    default=NEVER,
                    help_text="Later than this nobody is asked by the clock: the visit is too near.",
                ),
                preserve_default=False,
            )
            for model in ("freedtime", "historicalfreedtime")
        ),
        migrations.AddConstraint(
            "freedtime",
            models.CheckConstraint(
                condition=Q(offer_until__lte=F("starts_at")),
                name="a_freed_time_is_offered_before_it_begins",
            ),
        ),
    ]
