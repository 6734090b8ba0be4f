# A reminder of something that is due no more.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outbox', '0005_staff_messages'),
    ]

    operations = [
        migrations.AlterField(
            model_name='message',
            name='reason',
            field=models.CharField(blank=True, choices=[('VISIT_CANCELLED', 'The visit was cancelled.'), ('VISIT_MOVED', 'The visit was moved to another time.'), ('VISIT_OVER', 'The visit was over or under way.'), ('COURSE_PAUSED', 'The course is paused or ended.'), ('NO_DOSE', 'No dose was given at that visit.'), ('PATIENT_DIED', 'The patient died.'), ('RECORD_MERGED', 'The record was joined with another.'), ('UNDONE', 'The change it told of was undone at once.'), ('REPLACED', 'A later message says it better.'), ('NO_ADDRESS', 'No address on record for this channel.'), ('NO_CONSENT', 'No agreement to messages there.'), ('OPTED_OUT', 'Asked for no messages there.'), ('WRONG_ADDRESS', 'The number or mailbox does not exist.'), ('NOT_DELIVERED', 'The telephone company could not deliver it.'), ('TOO_MANY_TRIES', 'It failed too often.'), ('NOT_CONFIRMED', 'Nobody can say whether it arrived.'), ('OFFER_OVER', 'The offer was answered or over.'), ('ANSWERED', 'Somebody had taken it on already.'), ('NOT_DUE', 'It was answered, or is not asked for any more.'), ('TOO_LATE', 'It could not go in time.')], max_length=16),
        ),
    ]
