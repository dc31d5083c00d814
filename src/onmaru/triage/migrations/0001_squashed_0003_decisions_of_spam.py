import django.db.models.deletion
from django.db import migrations, models

import onmaru.triage.models.acknowledgement
import onmaru.triage.models.decision


class Migration(migrations.Migration):
    replaces = [("triage", "0001_initial"), ("triage", "0002_learnt"), ("triage", "0003_decisions_of_spam")]

    initial = True

    dependencies = [
        ("inbox", "0001_squashed_0018_confirmed_resolutions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                (
                    "episode",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="acknowledgement",
                        serialize=False,
                        to="inbox.episode",
                    ),
                ),
                ("message", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inbox.message")),
                ("made_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("phrase", models.TextField()),
                ("basis", models.JSONField(default=onmaru.triage.models.acknowledgement.no_basis)),
                ("kept_at", models.DateTimeField(blank=True, null=True)),
                ("broken_at", models.DateTimeField(blank=True, null=True)),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                ("released_because", models.CharField(blank=True, max_length=20)),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("due_at"),
                        condition=models.Q(("broken_at", None), ("kept_at", None), ("released_at", None)),
                        name="promises_to_settle",
                    ),
                    models.Index(models.F("made_at"), name="acknowledgements_by_time"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("broken_at", None), ("kept_at", None)),
                            models.Q(("kept_at", None), ("released_at", None)),
                            models.Q(("broken_at", None), ("released_at", None)),
                            _connector="OR",
                        ),
                        name="a_promise_ends_in_one_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kept_at", None), ("due_at", None), ("kept_at__lte", models.F("due_at")), _connector="OR"),
                        name="a_promise_is_kept_in_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("broken_at", None), ("due_at__isnull", False), _connector="OR"),
                        name="only_a_promised_time_can_pass",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("message", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="inbox.message")),
                ("step", models.CharField(max_length=30)),
                ("outcome", models.CharField(max_length=60)),
                ("confidence", models.FloatField(blank=True, null=True)),
                ("why", models.JSONField(default=onmaru.triage.models.decision.no_reasons)),
                ("decided_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
                "indexes": [
                    models.Index(models.F("message"), condition=models.Q(("outcome", "spam"), ("step", "spam")), name="decisions_of_spam")
                ],
                "constraints": [models.UniqueConstraint(fields=("message", "step"), name="a_step_decides_once_about_a_message")],
            },
        ),
        migrations.CreateModel(
            name="Learnt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("learnt_at", models.DateTimeField()),
                ("examples", models.IntegerField()),
                ("corrections", models.IntegerField()),
                ("asked", models.IntegerField()),
                ("accuracy", models.FloatField()),
                ("accuracy_before", models.FloatField(blank=True, null=True)),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("content", models.BinaryField()),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [models.CheckConstraint(condition=models.Q(("accuracy__range", (0, 1))), name="an_accuracy_is_a_share")],
            },
        ),
        migrations.CreateModel(
            name="AcknowledgementText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="acknowledgement_texts", to="inbox.channel"
                    ),
                ),
                ("language", models.CharField(max_length=5)),
                ("text", models.TextField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("channel", "language"), name="a_channel_has_one_text_a_language")],
            },
        ),
    ]
