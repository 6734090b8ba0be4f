import clinic.core.ids
import clinic.core.schema
import django.db.models.deletion
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('sites', '0001_initial'),
    ]

    operations = [
        clinic.core.schema.Together(
            operations=[migrations.CreateModel(
                name='Heartbeat',
                fields=[
                    ('name', models.CharField(max_length=40, primary_key=True, serialize=False)),
                    ('at', models.DateTimeField()),
                ],
            ), migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.UUIDField(default=clinic.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('patient_id', models.UUIDField(blank=True, null=True)),
                    ('topic', models.CharField(max_length=20)),
                    ('subject_id', models.UUIDField()),
                    ('kind', models.CharField(max_length=40)),
                    ('version', models.PositiveIntegerField(default=0)),
                    ('channel', models.CharField(choices=[('SMS', 'Text message'), ('EMAIL', 'E-mail')], max_length=5)),
                    ('occurrence', models.DateTimeField()),
                    ('before_event', models.BooleanField()),
                    ('due_at', models.DateTimeField()),
                    ('not_after', models.DateTimeField()),
                    ('state', models.CharField(choices=[('PENDING', 'Waits for its time'), ('SENDING', 'Being sent'), ('UNKNOWN', 'Not known whether it went'), ('SENT', 'Sent'), ('DELIVERED', 'Delivered'), ('FAILED', 'Not delivered'), ('DEAD', 'Could not be sent'), ('CANCELLED', 'Not needed any more'), ('EXPIRED', 'Its time went by')], default='PENDING', max_length=10)),
                    ('reason', models.CharField(blank=True, choices=[('VISIT_CANCELLED', 'The visit was cancelled.'), ('VISIT_MOVED', 'The visit was moved to another time.'), ('VISIT_OVER', 'The visit was over or under way.'), ('COURSE_PAUSED', 'The course is paused or ended.'), ('NO_DOSE', 'No dose was given at that visit.'), ('PATIENT_DIED', 'The patient died.'), ('RECORD_MERGED', 'The record was joined with another.'), ('UNDONE', 'The change it told of was undone at once.'), ('REPLACED', 'A later message says it better.'), ('NO_ADDRESS', 'No address on record for this channel.'), ('NO_CONSENT', 'No agreement to messages there.'), ('OPTED_OUT', 'Asked for no messages there.'), ('WRONG_ADDRESS', 'The number or mailbox does not exist.'), ('NOT_DELIVERED', 'The telephone company could not deliver it.'), ('TOO_MANY_TRIES', 'It failed too often.'), ('NOT_CONFIRMED', 'Nobody can say whether it arrived.'), ('OFFER_OVER', 'The offer was answered or over.'), ('ANSWERED', 'Somebody had taken it on already.'), ('NOT_DUE', 'It was answered, or is not asked for any more.'), ('TOO_LATE', 'It could not go in time.')], max_length=16)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('next_attempt_at', models.DateTimeField()),
                    ('lease_token', models.UUIDField(blank=True, null=True)),
                    ('lease_until', models.DateTimeField(blank=True, null=True)),
                    ('handed_over_at', models.DateTimeField(blank=True, null=True)),
                    ('provider_id', models.CharField(blank=True, max_length=120)),
                    ('sent_at', models.DateTimeField(blank=True, null=True)),
                    ('last_error', models.CharField(blank=True, max_length=40)),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
                    ('staff', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('state', 'PENDING')), fields=['next_attempt_at'], name='message_due'), models.Index(condition=models.Q(('state', 'SENDING')), fields=['lease_until'], name='message_leased'), models.Index(condition=models.Q(('state', 'UNKNOWN')), fields=['next_attempt_at'], name='message_unknown'), models.Index(condition=models.Q(('state__in', ['PENDING', 'UNKNOWN'])), fields=['not_after'], name='message_to_expire'), models.Index(fields=['patient_id', 'due_at'], name='message_of_patient')],
                    'constraints': [models.UniqueConstraint(fields=('subject_id', 'occurrence', 'version', 'kind', 'channel'), name='one_message_per_cause_kind_and_channel'), models.UniqueConstraint(condition=models.Q(('provider_id', ''), _negated=True), fields=('channel', 'provider_id'), name='one_message_per_provider_id'), models.CheckConstraint(condition=models.Q(('state__in', ['PENDING', 'SENDING', 'UNKNOWN', 'SENT', 'DELIVERED', 'FAILED', 'DEAD', 'CANCELLED', 'EXPIRED'])), name='message_state_is_known'), models.CheckConstraint(condition=models.Q(('channel__in', ['SMS', 'EMAIL'])), name='message_channel_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('patient_id__isnull', False), ('staff', None)), models.Q(('patient_id', None), ('staff__isnull', False)), _connector='OR'), name='message_is_for_a_patient_or_for_staff'), models.CheckConstraint(condition=models.Q(('due_at__lte', models.F('not_after'))), name='message_is_due_before_it_is_stale'), models.CheckConstraint(condition=models.Q(('before_event', False), ('not_after__lt', models.F('occurrence')), _connector='OR'), name='reminder_never_comes_after_its_visit'), models.CheckConstraint(condition=models.Q(models.Q(('lease_token__isnull', False), ('lease_until__isnull', False), ('state', 'SENDING')), models.Q(models.Q(('state', 'SENDING'), _negated=True), ('lease_token', None), ('lease_until', None)), _connector='OR'), name='message_is_leased_while_it_is_sent'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state__in', ['SENT', 'DELIVERED', 'FAILED'])), models.Q(models.Q(('state__in', ['SENT', 'DELIVERED', 'FAILED']), _negated=True), ('sent_at', None)), _connector='OR'), name='sent_message_says_when'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['FAILED', 'DEAD', 'CANCELLED', 'EXPIRED']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='message_that_did_not_go_says_why')],
                },
            ), migrations.CreateModel(
                name='Attempt',
                fields=[
                    ('id', models.UUIDField(default=clinic.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('number', models.PositiveSmallIntegerField()),
                    ('at', models.DateTimeField()),
                    ('outcome', models.CharField(choices=[('ACCEPTED', 'The provider took it'), ('NOT_NOW', 'The provider did not take it; tried again later'), ('REFUSED', 'The provider refused it for good'), ('NO_ANSWER', 'No answer: it may have gone'), ('ABANDONED', 'The sending process died: it may have gone'), ('FOUND', 'Asked the provider: it had gone'), ('NOT_FOUND', 'Asked the provider: it had not gone'), ('CANNOT_TELL', 'The provider cannot say'), ('POSTPONED', 'Put off'), ('STOPPED', 'Checked before sending: no longer right')], max_length=11)),
                    ('code', models.CharField(blank=True, max_length=40)),
                    ('message', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tries', to='outbox.message')),
                ],
                options={
                    'indexes': [models.Index(fields=['message', 'at'], name='attempt_of_message')],
                },
            ), migrations.CreateModel(
                name='OptOut',
                fields=[
                    ('id', models.UUIDField(default=clinic.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('kind', models.CharField(choices=[('SMS', 'Text message'), ('EMAIL', 'E-mail')], max_length=5)),
                    ('address', models.CharField(max_length=254)),
                    ('how', models.CharField(choices=[('REPLY', 'Answered a message'), ('TOLD_STAFF', 'Told us'), ('PORTAL', 'In the portal'), ('WRONG_PERSON', "Not the patient's address")], max_length=12)),
                    ('lifted_at', models.DateTimeField(blank=True, null=True)),
                    ('lifted_why', models.CharField(blank=True, max_length=240)),
                    ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('kind', 'address'), name='one_standing_opt_out_per_address'), models.CheckConstraint(condition=models.Q(('kind__in', ['SMS', 'EMAIL'])), name='opt_out_kind_is_known'), models.CheckConstraint(condition=models.Q(('how__in', ['REPLY', 'TOLD_STAFF', 'PORTAL', 'WRONG_PERSON'])), name='opt_out_how_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('lifted_at', None), ('lifted_why', '')), models.Q(('lifted_at__isnull', False), models.Q(('lifted_why', ''), _negated=True)), _connector='OR'), name='opt_out_is_lifted_with_a_reason')],
                },
            ), migrations.CreateModel(
                name='ProviderHealth',
                fields=[
                    ('channel', models.CharField(choices=[('SMS', 'Text message'), ('EMAIL', 'E-mail')], max_length=5, primary_key=True, serialize=False)),
                    ('failures', models.PositiveIntegerField(default=0)),
                    ('failing_since', models.DateTimeField(blank=True, null=True)),
                    ('closed_until', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('failing_since', None), ('failures', 0)), models.Q(('failing_since__isnull', False), ('failures__gt', 0)), _connector='OR'), name='failing_provider_says_since_when')],
                },
            ), migrations.CreateModel(
                name='StaffContact',
                fields=[
                    ('id', models.UUIDField(default=clinic.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('kind', models.CharField(choices=[('SMS', 'Text message'), ('EMAIL', 'E-mail')], max_length=5)),
                    ('address', models.CharField(max_length=254)),
                    ('replaced_at', models.DateTimeField(blank=True, null=True)),
                    ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts_at_work', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('replaced_at', None)), fields=('staff', 'kind'), name='one_current_staff_contact_per_kind'), models.CheckConstraint(condition=models.Q(('kind__in', ['SMS', 'EMAIL'])), name='staff_contact_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('address__contains', '@'), ('kind', 'EMAIL')), models.Q(('address__regex', '^\\+[1-9][0-9]{5,14}$'), ('kind', 'SMS')), _connector='OR'), name='staff_contact_address_fits_its_kind'), models.CheckConstraint(condition=models.Q(('replaced_at', None), ('replaced_at__gte', models.F('created_at')), _connector='OR'), name='staff_contact_is_replaced_after_it_began')],
                },
            ), migrations.CreateModel(
                name='StatusReport',
                fields=[
                    ('id', models.UUIDField(default=clinic.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('at', models.DateTimeField()),
                    ('channel', models.CharField(choices=[('SMS', 'Text message'), ('EMAIL', 'E-mail')], max_length=5)),
                    ('provider_id', models.CharField(max_length=120)),
                    ('status', models.CharField(max_length=20)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('channel', 'provider_id', 'status'), name='each_status_is_kept_once')],
                },
            ), migrations.CreateModel(
                name='ContactPoint',
                fields=[
                    ('id', models.UUIDField(default=clinic.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('patient_id', models.UUIDField()),
                    ('kind', models.CharField(choices=[('SMS', 'Text message'), ('EMAIL', 'E-mail')], max_length=5)),
                    ('address', models.CharField(max_length=254)),
                    ('verified_at', models.DateTimeField(blank=True, null=True)),
                    ('consented_at', models.DateTimeField(blank=True, null=True)),
                    ('opted_out_at', models.DateTimeField(blank=True, null=True)),
                    ('replaced_at', models.DateTimeField(blank=True, null=True)),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
                ],
                options={
                    'indexes': [models.Index(fields=['kind', 'address'], name='contact_by_address')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('replaced_at', None)), fields=('patient_id', 'kind'), name='one_current_contact_point_per_kind'), models.CheckConstraint(condition=models.Q(('kind__in', ['SMS', 'EMAIL'])), name='contact_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('address__contains', '@'), ('kind', 'EMAIL')), models.Q(('address__regex', '^\\+[1-9][0-9]{5,14}$'), ('kind', 'SMS')), _connector='OR'), name='contact_address_fits_its_kind'), models.CheckConstraint(condition=models.Q(('replaced_at', None), ('replaced_at__gte', models.F('created_at')), _connector='OR'), name='contact_is_replaced_after_it_began')],
                },
            ), migrations.CreateModel(
                name='HistoricalContactPoint',
                fields=[
                    ('actor_label', models.CharField(max_length=200)),
                    ('source', models.CharField(max_length=80)),
                    ('id', models.UUIDField(db_index=True, default=clinic.core.ids.uuid7, editable=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('history_user_id', models.CharField(max_length=80)),
                    ('patient_id', models.UUIDField()),
                    ('kind', models.CharField(choices=[('SMS', 'Text message'), ('EMAIL', 'E-mail')], max_length=5)),
                    ('address', models.CharField(max_length=254)),
                    ('verified_at', models.DateTimeField(blank=True, null=True)),
                    ('consented_at', models.DateTimeField(blank=True, null=True)),
                    ('opted_out_at', models.DateTimeField(blank=True, null=True)),
                    ('replaced_at', models.DateTimeField(blank=True, null=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField()),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sites.site')),
                ],
                options={
                    'verbose_name': 'historical contact point',
                    'verbose_name_plural': 'historical contact points',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [models.Index(fields=['history_date', 'id'], name='outbox_hist_history_05406d_idx')],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='HistoricalOptOut',
                fields=[
                    ('actor_label', models.CharField(max_length=200)),
                    ('source', models.CharField(max_length=80)),
                    ('id', models.UUIDField(db_index=True, default=clinic.core.ids.uuid7, editable=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('history_user_id', models.CharField(max_length=80)),
                    ('kind', models.CharField(choices=[('SMS', 'Text message'), ('EMAIL', 'E-mail')], max_length=5)),
                    ('address', models.CharField(max_length=254)),
                    ('how', models.CharField(choices=[('REPLY', 'Answered a message'), ('TOLD_STAFF', 'Told us'), ('PORTAL', 'In the portal'), ('WRONG_PERSON', "Not the patient's address")], max_length=12)),
                    ('lifted_at', models.DateTimeField(blank=True, null=True)),
                    ('lifted_why', models.CharField(blank=True, max_length=240)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField()),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sites.site')),
                ],
                options={
                    'verbose_name': 'historical opt out',
                    'verbose_name_plural': 'historical opt outs',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [models.Index(fields=['history_date', 'id'], name='outbox_hist_history_4441ad_idx')],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='HistoricalStaffContact',
                fields=[
                    ('actor_label', models.CharField(max_length=200)),
                    ('source', models.CharField(max_length=80)),
                    ('id', models.UUIDField(db_index=True, default=clinic.core.ids.uuid7, editable=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('history_user_id', models.CharField(max_length=80)),
                    ('kind', models.CharField(choices=[('SMS', 'Text message'), ('EMAIL', 'E-mail')], max_length=5)),
                    ('address', models.CharField(max_length=254)),
                    ('replaced_at', models.DateTimeField(blank=True, null=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField()),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('staff', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical staff contact',
                    'verbose_name_plural': 'historical staff contacts',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [models.Index(fields=['history_date', 'id'], name='outbox_hist_history_2fff6e_idx')],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            )],
        ),
    ]
