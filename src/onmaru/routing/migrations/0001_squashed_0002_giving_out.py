import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import onmaru.routing.models.choice
import onmaru.routing.models.measure


class Migration(migrations.Migration):
    replaces = [("routing", "0001_initial"), ("routing", "0002_giving_out")]

    initial = True

    dependencies = [
        ("inbox", "0001_squashed_0018_confirmed_resolutions"),
        ("people", "0001_squashed_0008_giving_out"),
    ]

    operations = [
        migrations.CreateModel(
            name="Abilities",
            fields=[
                (
                    "agent",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="abilities",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("capacity", models.IntegerField(blank=True, null=True)),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5), blank=True, default=list, size=None
                    ),
                ),
                ("reasons", models.ManyToManyField(blank=True, related_name="+", to="inbox.reason")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("capacity", None), ("capacity__gte", 0), _connector="OR"), name="a_capacity_is_not_negative"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "conversation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="choices", to="inbox.conversation"),
                ),
                ("agent", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("made_at", models.DateTimeField()),
                (
                    "why",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                (
                    "how",
                    models.CharField(choices=[("taken", "Taken"), ("given", "Given")], db_default="taken", default="taken", max_length=5),
                ),
                (
                    "why_agent",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, db_default=[], default=list, size=None
                    ),
                ),
                (
                    "against",
                    models.JSONField(
                        blank=True, db_default=models.Value({}, models.JSONField()), default=onmaru.routing.models.choice.nobody
                    ),
                ),
                (
                    "instead_of",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("weight", models.IntegerField(db_default=1, default=1)),
                ("was_vip", models.BooleanField()),
                ("others", models.IntegerField()),
            ],
            options={
                "ordering": ["-made_at", "-id"],
                "indexes": [models.Index(fields=["-made_at", "-id"], name="choices_latest")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("how__in", ["taken", "given"])), name="a_choice_was_taken_or_given")
                ],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("capacity", models.IntegerField(default=8)),
                ("weights", models.JSONField(blank=True, default=onmaru.routing.models.measure.no_weights)),
                ("only", models.BooleanField(default=True, editable=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("only",), name="there_is_one_measure"),
                    models.CheckConstraint(
                        condition=models.Q(("capacity__gte", 1), ("only", True)), name="the_measure_is_the_only_one_and_not_nothing"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Queue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "team",
                    models.OneToOneField(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="queue", to="people.team"
                    ),
                ),
                ("gives", models.BooleanField(default=False)),
                ("limit", models.IntegerField(blank=True, null=True)),
                (
                    "overflows_to",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.team"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("team",), name="a_team_has_one_queue", nulls_distinct=False),
                    models.CheckConstraint(
                        condition=models.Q(("limit", None), ("limit__gte", 0), _connector="OR"), name="the_limit_of_a_queue_is_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("team", None), models.Q(("team", models.F("overflows_to")), _negated=True), _connector="OR"),
                        name="a_team_does_not_help_itself",
                    ),
                ],
            },
        ),
    ]
