import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import onmaru.kit.fields
import onmaru.notices.models.wishes
import onmaru.notices.quiet


class Migration(migrations.Migration):
    replaces = [
        ("notices", "0001_initial"),
        ("notices", "0002_chats_begin"),
        ("notices", "0003_of_many"),
        ("notices", "0004_rules_call"),
        ("notices", "0005_what_is_due"),
        ("notices", "0006_tasks_come_back"),
        ("notices", "0007_duties"),
        ("notices", "0008_help"),
        ("notices", "0009_what_is_left"),
    ]

    initial = True

    dependencies = [
        ("inbox", "0001_squashed_0018_confirmed_resolutions"),
        ("people", "0001_squashed_0008_giving_out"),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "agent",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="notices", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("mention", "mention"),
                            ("assigned", "assigned"),
                            ("answer", "answer"),
                            ("transferred", "transferred"),
                            ("failed", "failed"),
                            ("woken", "woken"),
                            ("chat", "chat"),
                            ("rule", "rule"),
                            ("due", "due"),
                            ("overdue", "overdue"),
                            ("task", "task"),
                            ("task_late", "task_late"),
                            ("duty", "duty"),
                            ("duty_late", "duty_late"),
                            ("help", "help"),
                            ("help_late", "help_late"),
                            ("helped", "helped"),
                            ("left_over", "left_over"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "conversation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="notices", to="inbox.conversation"),
                ),
                ("event_id", models.BigIntegerField()),
                ("actor_kind", models.CharField(max_length=10)),
                ("actor_id", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
                ("further", models.IntegerField(db_default=0, default=0)),
                ("in_app", models.BooleanField(default=True)),
                ("read_at", models.DateTimeField(null=True)),
                ("pushed_at", models.DateTimeField(null=True)),
                ("mailed_at", models.DateTimeField(null=True)),
                ("wants_mail", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["agent", "-at", "-id"], name="notices_of_an_agent"),
                    models.Index(condition=models.Q(("read_at", None)), fields=["agent", "conversation"], name="notices_unread"),
                    models.Index(condition=models.Q(("pushed_at__isnull", False)), fields=["agent", "pushed_at"], name="notices_pushed"),
                ],
                "constraints": [models.UniqueConstraint(fields=("agent", "event_id", "kind"), name="an_agent_is_told_once")],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="push_subscriptions", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("endpoint", models.CharField(max_length=1000)),
                ("keys", onmaru.kit.fields.EncryptedJSON()),
                ("session_key", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=80)),
                ("created_at", models.DateTimeField()),
                ("trial", models.CharField(blank=True, max_length=43)),
                ("tried_at", models.DateTimeField(null=True)),
                ("received_at", models.DateTimeField(null=True)),
                ("fault", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("endpoint",), name="a_browser_is_subscribed_once")],
            },
        ),
        migrations.CreateModel(
            name="PushKeys",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("keys", onmaru.kit.fields.EncryptedJSON()),
                ("created_at", models.DateTimeField()),
                ("only", models.BooleanField(default=True, editable=False)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("only",), name="there_is_one_set_of_push_keys")],
            },
        ),
        migrations.CreateModel(
            name="Wishes",
            fields=[
                (
                    "agent",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="notice_wishes",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ways", models.JSONField(default=onmaru.notices.models.wishes.default_ways)),
                ("tones", models.JSONField(default=onmaru.notices.models.wishes.default_tones)),
                ("volume", models.PositiveSmallIntegerField(default=60, verbose_name="Volume")),
                (
                    "quiet",
                    models.CharField(
                        choices=[("closed", "closed"), ("hours", "hours"), ("never", "never")],
                        default=onmaru.notices.quiet.Quiet["CLOSED"],
                        max_length=6,
                    ),
                ),
                ("quiet_from", models.TimeField(default=datetime.time(20, 0), verbose_name="Quiet from")),
                ("quiet_to", models.TimeField(default=datetime.time(9, 0), verbose_name="Quiet until")),
                ("digest_after", models.PositiveSmallIntegerField(default=30, verbose_name="Mail after")),
                ("names_subjects", models.BooleanField(default=False, verbose_name="Name the subjects")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quiet__in", ["closed", "hours", "never"])), name="a_wish_for_quiet_is_a_known_one"
                    ),
                    models.CheckConstraint(condition=models.Q(("volume__lte", 100)), name="a_volume_is_a_percentage"),
                ],
            },
        ),
    ]
