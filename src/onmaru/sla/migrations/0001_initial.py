from datetime import timedelta

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.state import StateApps
from django.utils.timezone import now

SIX_HOURS, ONE_HOUR = timedelta(hours=6), timedelta(hours=1)
# What people expect, by sort of channel: first and next answer within, and at the latest after, nights and weekends included.
SHIPPED = (
    (["email", "contact_form"], SIX_HOURS, SIX_HOURS, None),
    (["instagram", "facebook", "youtube", "tiktok"], ONE_HOUR, ONE_HOUR, timedelta(hours=24)),
    (["x"], timedelta(minutes=30), timedelta(minutes=30), timedelta(hours=24)),
    (["webchat"], timedelta(minutes=1), timedelta(minutes=3), None),
)


def ship(apps: StateApps, schema_editor: object) -> None:
    policies = apps.get_model("sla", "Policy").objects
    policies.bulk_create(
        policies.model(kinds=kinds, first=first, next=following, limit=limit, created_at=now())
        for kinds, first, following, limit in SHIPPED
    )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("inbox", "0001_squashed_0018_confirmed_resolutions"),
        ("people", "0001_squashed_0008_giving_out"),
    ]

    operations = [
        migrations.CreateModel(
            name="Policy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=80, verbose_name="Name")),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None, verbose_name="Sorts of channels"
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inbox.channel"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.team"
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inbox.reason"
                    ),
                ),
                ("is_for_vip", models.BooleanField(default=False, verbose_name="Only for VIP customers")),
                (
                    "least_priority",
                    models.SmallIntegerField(blank=True, choices=[(0, "Low"), (1, "Normal"), (2, "High"), (3, "Urgent")], null=True),
                ),
                ("first", models.DurationField(blank=True, null=True, verbose_name="First answer within")),
                ("next", models.DurationField(blank=True, null=True, verbose_name="Next answer within")),
                ("resolution", models.DurationField(blank=True, null=True, verbose_name="Resolution within")),
                ("limit", models.DurationField(blank=True, null=True, verbose_name="Answer at the latest after")),
                (
                    "hours",
                    models.CharField(
                        choices=[("open", "Business hours only"), ("always", "Round the clock")],
                        default="open",
                        max_length=6,
                        verbose_name="What counts",
                    ),
                ),
                ("warn_percent", models.SmallIntegerField(default=75, verbose_name="Warn at")),
                ("created_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("warn_percent__range", (10, 95))), name="a_policy_warns_before_it_is_too_late"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first__isnull", False), ("next__isnull", False), ("resolution__isnull", False), _connector="OR"
                        ),
                        name="a_policy_asks_for_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EpisodeClock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("episode", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="clocks", to="inbox.episode")),
                (
                    "target",
                    models.CharField(
                        choices=[("first", "First answer"), ("next", "Next answer"), ("resolution", "Resolution")], max_length=10
                    ),
                ),
                ("round", models.IntegerField(default=1)),
                (
                    "policy",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="sla.policy"
                    ),
                ),
                (
                    "why",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("budget", models.DurationField()),
                ("used", models.DurationField()),
                ("runs", models.BooleanField()),
                ("warn_at", models.DateTimeField(blank=True, null=True)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("met_at", models.DateTimeField(blank=True, null=True)),
                ("dropped_at", models.DateTimeField(blank=True, null=True)),
                ("warned_at", models.DateTimeField(blank=True, null=True)),
                ("breached_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["started_at", "id"],
                "indexes": [
                    models.Index(
                        models.F("warn_at"),
                        condition=models.Q(("dropped_at", None), ("met_at", None), ("breached_at", None), ("warned_at", None)),
                        name="clocks_to_warn",
                    ),
                    models.Index(
                        models.F("due_at"),
                        condition=models.Q(("dropped_at", None), ("met_at", None), ("breached_at", None)),
                        name="clocks_to_breach",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("episode", "target", "round"), name="a_clock_runs_once_an_episode"),
                    models.CheckConstraint(
                        condition=models.Q(("target__in", ["first", "next", "resolution"])), name="a_clock_counts_to_a_known_target"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("met_at", None), ("dropped_at", None), _connector="OR"), name="a_clock_ends_in_one_way"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recalculation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("started_at", models.DateTimeField()),
                ("total", models.IntegerField()),
                ("done", models.IntegerField(default=0)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("ended_at",),
                        name="one_recalculation_runs_at_a_time",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.RunPython(ship, migrations.RunPython.noop),
    ]
