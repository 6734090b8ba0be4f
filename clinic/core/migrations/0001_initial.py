import clinic.core.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='IdempotencyKey',
            fields=[
                ('id', models.UUIDField(default=clinic.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('actor', models.CharField(max_length=80)),
                ('key', models.CharField(max_length=255)),
                ('route', models.CharField(max_length=200)),
                ('body_hash', models.CharField(max_length=64)),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('response', models.TextField(default='')),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['created_at'], name='idempotency_created')],
                'constraints': [models.UniqueConstraint(fields=('actor', 'key'), name='one_effect_per_key_and_actor')],
            },
        ),
    ]
