import django.db.models.deletion
from django.db import migrations, models

import onmaru.kit.fields


class Migration(migrations.Migration):
    replaces = [("channels", "0001_initial"), ("channels", "0002_counting")]

    initial = True

    dependencies = [
        ("inbox", "0001_squashed_0018_confirmed_resolutions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="deliveries", to="inbox.channel")),
                ("source", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=100)),
                ("raw", onmaru.kit.fields.EncryptedBytes(blank=True, null=True)),
                ("blob", models.CharField(blank=True, max_length=200)),
                ("meta", onmaru.kit.fields.EncryptedJSON(blank=True, null=True)),
                ("size", models.BigIntegerField()),
                ("received_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("filed", "Filed"), ("ignored", "Ignored"), ("tray", "In the tray")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("attempts", models.IntegerField(default=0)),
                ("reason", models.TextField(blank=True)),
                (
                    "message",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="inbox.message"
                    ),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("state__in", ["waiting", "tray"])), fields=["received_at"], name="deliveries_not_done")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("channel", "key"), name="a_payload_is_taken_once_a_channel"),
                    models.CheckConstraint(
                        condition=models.Q(("raw__isnull", False), models.Q(("blob", ""), _negated=True), _connector="OR"),
                        name="a_delivery_keeps_its_payload",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("name", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("began_at", models.DateTimeField()),
                ("used", models.IntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["began_at"], name="tallies_to_forget")],
            },
        ),
        # What is only counted need not survive a crash, and then no request waits for a disk because it was counted.
        migrations.RunSQL("ALTER TABLE channels_tally SET UNLOGGED", "ALTER TABLE channels_tally SET LOGGED"),
    ]
