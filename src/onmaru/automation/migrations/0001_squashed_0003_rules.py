import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import onmaru.automation.models.rule


class Migration(migrations.Migration):
    replaces = [("automation", "0001_initial"), ("automation", "0002_linked_pages"), ("automation", "0003_rules")]

    initial = True

    dependencies = [
        ("inbox", "0001_squashed_0018_confirmed_resolutions"),
        ("people", "0001_squashed_0008_giving_out"),
    ]

    operations = [
        migrations.CreateModel(
            name="CheckChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("check_name", models.CharField(max_length=40)),
                (
                    "agent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="check_choices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("check_name", "agent"), name="a_check_is_switched_off_once", nulls_distinct=False),
                    models.CheckConstraint(condition=models.Q(("check_name", ""), _negated=True), name="a_switched_off_check_has_a_name"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkedPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="Name")),
                ("url", models.URLField(max_length=500, verbose_name="Address")),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(django.db.models.functions.text.Lower("name"), name="a_page_is_linked_once_by_a_name")
                ],
            },
        ),
        migrations.CreateModel(
            name="Macro",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="Name")),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="Other names")),
                ("texts", models.JSONField(blank=True, default=dict)),
                ("effects", models.JSONField(blank=True, default=list)),
                (
                    "team",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="macros", to="people.team"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="macros",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("used_count", models.IntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("team", None), ("owner", None), _connector="OR"), name="a_macro_is_a_team_s_or_an_agent_s"
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        models.F("team"),
                        models.F("owner"),
                        name="a_macro_name_is_taken_once_in_its_circle",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MacroUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("macro", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="uses", to="automation.macro")),
                (
                    "conversation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="macro_uses", to="inbox.conversation"),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="macro_uses", to="inbox.message"
                    ),
                ),
                (
                    "agent",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="macro_uses", to=settings.AUTH_USER_MODEL),
                ),
                ("at", models.DateTimeField()),
                ("changes", models.JSONField(default=list)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["macro", "agent", "-at"], name="macro_uses_of_an_agent")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("message__isnull", False)), fields=("macro", "message"), name="a_macro_comes_once_a_message"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BannedPhrase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("phrase", models.CharField(max_length=80, verbose_name="Rather not")),
                ("instead", models.CharField(blank=True, max_length=200, verbose_name="Kinder")),
            ],
            options={
                "ordering": ["phrase"],
                "constraints": [models.UniqueConstraint(django.db.models.functions.text.Lower("phrase"), name="a_phrase_is_banned_once")],
            },
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="Name")),
                ("group", models.CharField(blank=True, max_length=40, verbose_name="Group")),
                ("place", models.IntegerField(default=0)),
                ("trigger", models.CharField(max_length=30)),
                ("given", models.JSONField(blank=True, default=onmaru.automation.models.rule.nothing)),
                ("tree", models.JSONField(default=onmaru.automation.models.rule.always)),
                ("effects", models.JSONField(blank=True, default=list)),
                ("stops", models.BooleanField(default=False)),
                (
                    "hours",
                    models.CharField(
                        choices=[("any", "At any hour"), ("daytime", "By day, from 8 to 21"), ("open", "In business hours")],
                        default="any",
                        max_length=8,
                    ),
                ),
                ("version", models.IntegerField(default=1)),
                ("switched_on_at", models.DateTimeField(blank=True, null=True)),
                (
                    "switched_on_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("looked_until", models.DateTimeField(blank=True, null=True)),
                ("ran_count", models.IntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["place", "id"],
                "indexes": [
                    models.Index(models.F("trigger"), condition=models.Q(("switched_on_at__isnull", False)), name="rules_that_are_on")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("deleted_at", None), ("switched_on_at", None), _connector="OR"), name="a_deleted_rule_is_off"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hours__in", ["any", "daytime", "open"])), name="a_rule_acts_at_known_hours"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="automation.rule")),
                ("number", models.IntegerField()),
                ("content", models.JSONField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [models.UniqueConstraint(fields=("rule", "number"), name="versions_of_a_rule_are_numbered")],
            },
        ),
        migrations.CreateModel(
            name="RuleRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="runs", to="automation.rule")),
                ("version", models.IntegerField()),
                (
                    "conversation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="rule_runs", to="inbox.conversation"),
                ),
                ("fact", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                ("chain", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)),
                ("caused", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ("why", models.JSONField(default=onmaru.automation.models.rule.nothing)),
                ("done", models.JSONField(default=list)),
                ("before", models.JSONField(default=onmaru.automation.models.rule.nothing)),
                ("after", models.JSONField(default=onmaru.automation.models.rule.nothing)),
                ("fault", models.CharField(blank=True, max_length=60)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["conversation", "-at"], name="rule_runs_of_a_conversation"),
                    models.Index(
                        models.F("rule"),
                        models.OrderBy(models.F("at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="rule_runs_of_a_rule",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("conversation", "rule", "fact"), name="a_rule_acts_on_a_conversation_once_for_a_fact")
                ],
            },
        ),
        migrations.CreateModel(
            name="Trial",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="trials", to="automation.rule")),
                ("version", models.IntegerField()),
                ("content", models.JSONField(default=onmaru.automation.models.rule.nothing)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("since", models.DateTimeField()),
                ("place", models.BigIntegerField(null=True)),
                ("looked_at", models.IntegerField(default=0)),
                ("times", models.IntegerField(default=0)),
                ("conversations", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ("cut_off", models.BooleanField(default=False)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(models.F("rule"), models.OrderBy(models.F("id"), descending=True), name="trials_of_a_rule"),
                    models.Index(models.F("id"), condition=models.Q(("finished_at", None)), name="trials_unfinished"),
                ],
            },
        ),
    ]
