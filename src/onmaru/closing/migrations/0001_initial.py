import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("inbox", "0001_squashed_0018_confirmed_resolutions"),
        ("people", "0001_squashed_0008_giving_out"),
    ]

    operations = [
        migrations.CreateModel(
            name="Habit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inbox.channel"
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inbox.reason"
                    ),
                ),
                ("demands_reason", models.BooleanField(default=True)),
                ("asks", models.BooleanField(default=False)),
                ("days", models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("channel", "reason"), name="a_habit_is_kept_once", nulls_distinct=False),
                    models.CheckConstraint(
                        condition=models.Q(("channel", None), ("reason", None), _connector="OR"),
                        name="a_habit_is_of_a_channel_or_of_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days", None), ("days__lte", 90), _connector="OR"),
                        name="nobody_is_asked_after_more_than_ninety_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "conversation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="inbox.conversation"),
                ),
                ("episode", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="inbox.episode")),
                ("kind", models.CharField(choices=[("solved", "Is it solved?"), ("still_fine", "Is it still fine?")], max_length=10)),
                ("due_at", models.DateTimeField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "message",
                    models.OneToOneField(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inbox.message"
                    ),
                ),
                ("dropped_at", models.DateTimeField(blank=True, null=True)),
                ("dropped_because", models.CharField(blank=True, max_length=40)),
                ("answer", models.CharField(blank=True, choices=[("yes", "Solved"), ("no", "Not solved")], max_length=3)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("due_at"),
                        models.F("id"),
                        condition=models.Q(("dropped_at", None), ("message", None)),
                        name="questions_to_ask",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("episode", "kind"), name="a_question_is_asked_once_an_episode"),
                    models.CheckConstraint(
                        condition=models.Q(("message", None), ("dropped_at", None), _connector="OR"), name="what_was_dropped_is_not_asked"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None)),
                            models.Q(("answer__in", ["yes", "no"]), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_answer_was_given_at_a_moment",
                    ),
                ],
            },
        ),
    ]
