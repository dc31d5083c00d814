from datetime import timedelta

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.migrations.state import StateApps
from django.utils.timezone import now

# Which stages, and how many business hours each may take.
SHIPPED = (
    ("return", (("received", 8), ("pickup", 24), ("inspection", 16), ("settlement", 16))),
    ("faulty", (("received", 4), ("inspection", 16), ("decision", 8), ("compensation", 16))),
    ("repair", (("received", 8), ("pickup", 24), ("estimate", 16), ("repair", 40), ("shipping", 16))),
)


def ship(apps: StateApps, schema_editor: object) -> None:
    for key, stages in SHIPPED:
        workflow = apps.get_model("workflows", "Workflow").objects.create(key=key, created_at=now())
        for place, (name, hours) in enumerate(stages):
            apps.get_model("workflows", "Stage").objects.create(workflow=workflow, place=place, key=name, within=timedelta(hours=hours))


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("inbox", "0001_squashed_0018_confirmed_resolutions"),
        ("people", "0001_squashed_0008_giving_out"),
    ]

    operations = [
        migrations.CreateModel(
            name="Workflow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(blank=True, max_length=30)),
                ("name", models.CharField(blank=True, max_length=60, verbose_name="Name")),
                ("created_at", models.DateTimeField()),
                ("chosen_at", models.DateTimeField(blank=True, null=True)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("key", ""), _negated=True), _connector="OR"),
                        name="a_workflow_has_a_name",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Stage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "workflow",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="stages", to="workflows.workflow"),
                ),
                ("place", models.SmallIntegerField()),
                ("key", models.CharField(blank=True, max_length=30)),
                ("name", models.CharField(blank=True, max_length=40, verbose_name="Name")),
                (
                    "team",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.team"
                    ),
                ),
                ("within", models.DurationField(blank=True, null=True)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["workflow", "place", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("key", ""), _negated=True), _connector="OR"),
                        name="a_stage_has_a_name",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Course",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "workflow",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="courses", to="workflows.workflow"),
                ),
                (
                    "conversation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="courses", to="inbox.conversation"),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("finished_at", None), ("stopped_at", None)),
                        fields=("conversation", "workflow"),
                        name="a_workflow_goes_on_once_for_a_conversation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("finished_at", None), ("stopped_at", None), _connector="OR"),
                        name="a_course_is_finished_or_given_up",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("course", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="workflows.course")),
                ("stage", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="workflows.stage")),
                (
                    "moved_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                ("took", models.DurationField(blank=True, null=True)),
                ("warn_at", models.DateTimeField(blank=True, null=True)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("warned_at", models.DateTimeField(blank=True, null=True)),
                ("overdue_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("left_at", None), ("warn_at__isnull", False), ("warned_at", None)),
                        fields=["warn_at"],
                        name="steps_to_warn",
                    ),
                    models.Index(
                        condition=models.Q(("due_at__isnull", False), ("left_at", None), ("overdue_at", None)),
                        fields=["due_at"],
                        name="steps_to_miss",
                    ),
                    models.Index(condition=models.Q(("left_at__isnull", False)), fields=["left_at"], name="steps_by_end"),
                ],
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("left_at", None)), fields=("course",), name="a_course_is_at_one_stage"),
                    models.CheckConstraint(
                        condition=models.Q(("left_at", None), ("took__isnull", False), _connector="OR"),
                        name="a_step_that_is_over_knows_how_long_it_took",
                    ),
                ],
            },
        ),
        migrations.RunPython(ship, migrations.RunPython.noop),
    ]
