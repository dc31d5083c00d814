import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("inbox", "0001_squashed_0018_confirmed_resolutions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mailbox",
            fields=[
                (
                    "channel",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="mailbox",
                        serialize=False,
                        to="inbox.channel",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=16)),
                ("uid_validity", models.BigIntegerField(default=0)),
                ("last_uid", models.BigIntegerField(default=0)),
                ("last_ok_at", models.DateTimeField(blank=True, null=True)),
                ("failing_since", models.DateTimeField(blank=True, null=True)),
                ("last_error", models.TextField(blank=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("failing_since", None), ("last_error", "")),
                            models.Q(("failing_since__isnull", False), models.Q(("last_error", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_failing_mailbox_says_why",
                    )
                ],
            },
        ),
    ]
