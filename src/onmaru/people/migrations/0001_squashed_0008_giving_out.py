import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import onmaru.people.models.calendar


class Migration(migrations.Migration):
    replaces = [
        ("people", "0001_initial"),
        ("people", "0002_shop_one_answers_at_a_time"),
        ("people", "0003_days_that_are_different"),
        ("people", "0004_afterwards"),
        ("people", "0005_enter_in_chats"),
        ("people", "0006_team_signature"),
        ("people", "0007_availability_and_shifts"),
        ("people", "0008_giving_out"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Team",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("signature", models.TextField(blank=True, db_default="", default="")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["name"],
                "constraints": [models.UniqueConstraint(fields=("name",), name="a_team_name_is_taken_once")],
            },
        ),
        migrations.CreateModel(
            name="Agent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, verbose_name="E-mail")),
                ("name", models.CharField(max_length=80, verbose_name="Name")),
                (
                    "role",
                    models.CharField(
                        choices=[("owner", "Owner"), ("admin", "Admin"), ("lead", "Lead"), ("agent", "Agent"), ("light", "Light agent")],
                        default="agent",
                        max_length=10,
                        verbose_name="Role",
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("language", models.CharField(default="ko", max_length=5, verbose_name="Language")),
                ("time_zone", models.CharField(default="Asia/Seoul", max_length=40, verbose_name="Time zone")),
                (
                    "theme",
                    models.CharField(
                        choices=[("system", "Like the system"), ("light", "Light"), ("dark", "Dark")],
                        default="system",
                        max_length=6,
                        verbose_name="Theme",
                    ),
                ),
                ("signature", models.TextField(blank=True, verbose_name="Signature")),
                ("enter_sends", models.BooleanField(default=False)),
                ("enter_sends_at_once", models.BooleanField(db_default=True, default=True)),
                (
                    "afterwards",
                    models.CharField(
                        choices=[("stay", "Stay with the conversation"), ("next", "Open the next one"), ("list", "Go back to the list")],
                        db_default="stay",
                        default="stay",
                        max_length=4,
                    ),
                ),
                (
                    "availability",
                    models.CharField(
                        choices=[("work", "At work"), ("away", "Away"), ("home", "Gone home")],
                        db_default="home",
                        default="home",
                        max_length=5,
                    ),
                ),
                (
                    "away_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("meal", "Meal"),
                            ("pause", "Break"),
                            ("meeting", "Meeting"),
                            ("training", "Training"),
                            ("other", "Something else"),
                            ("unseen", "Not at the desk"),
                        ],
                        db_default="",
                        default="",
                        max_length=8,
                    ),
                ),
                ("teams", models.ManyToManyField(blank=True, related_name="agents", to="people.team")),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(django.db.models.functions.text.Lower("email"), name="an_agent_address_is_taken_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("availability", "away"), models.Q(("availability__in", ["work", "home"]), ("away_for", "")), _connector="OR"
                        ),
                        name="an_agent_is_at_work_away_or_at_home",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["owner", "admin", "lead", "agent", "light"])), name="an_agent_has_a_known_role"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Availability",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="availabilities", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("work", "At work"), ("away", "Away"), ("home", "Gone home")], max_length=5, verbose_name="State"
                    ),
                ),
                (
                    "away_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("meal", "Meal"),
                            ("pause", "Break"),
                            ("meeting", "Meeting"),
                            ("training", "Training"),
                            ("other", "Something else"),
                            ("unseen", "Not at the desk"),
                        ],
                        default="",
                        max_length=8,
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-began_at", "-id"],
                "indexes": [models.Index(fields=["agent", "began_at"], name="availabilities_of_an_agent")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("agent",), name="an_agent_is_in_one_state_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "away"), ("away_for", ""), _connector="OR"),
                        name="only_who_is_away_is_away_for_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ended_at", None), ("ended_at__gte", models.F("began_at")), _connector="OR"),
                        name="a_stretch_ends_after_it_began",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BusinessHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("week", models.JSONField(default=onmaru.people.models.calendar.default_week, verbose_name="Week")),
                ("time_zone", models.CharField(default="Asia/Seoul", max_length=40, verbose_name="Time zone")),
                ("holidays", models.CharField(blank=True, default="KR", max_length=2, verbose_name="Public holidays of")),
                ("days", models.JSONField(blank=True, default=dict, verbose_name="Days that are different")),
                (
                    "team",
                    models.OneToOneField(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="hours", to="people.team"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("team",), name="a_team_has_one_set_of_hours", nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name="Shifts",
            fields=[
                ("week", models.JSONField(default=onmaru.people.models.calendar.default_week, verbose_name="Week")),
                ("time_zone", models.CharField(default="Asia/Seoul", max_length=40, verbose_name="Time zone")),
                ("holidays", models.CharField(blank=True, default="KR", max_length=2, verbose_name="Public holidays of")),
                ("days", models.JSONField(blank=True, default=dict, verbose_name="Days that are different")),
                (
                    "agent",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="shifts",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Shop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="Shop name")),
                ("language", models.CharField(default="ko", max_length=5, verbose_name="Language")),
                ("time_zone", models.CharField(default="Asia/Seoul", max_length=40, verbose_name="Time zone")),
                ("one_answers_at_a_time", models.BooleanField(default=False, verbose_name="One answers at a time")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("only", models.BooleanField(default=True, editable=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("only",), name="there_is_one_shop"),
                    models.CheckConstraint(condition=models.Q(("only", True)), name="the_shop_is_the_only_one"),
                ],
            },
        ),
    ]
