from datetime import timedelta

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.migrations.state import StateApps
from django.utils.timezone import now

DEPARTMENTS = ("shipping", "warehouse", "merchandising", "development")
# Which department, which reason, and how many hours there are.
TEMPLATES = (
    ("trace", "shipping", "delivery", 4),
    ("address", "shipping", "order", 2),
    ("stock", "warehouse", "product", 4),
    ("inspection", "warehouse", "faulty", 8),
    ("pickup", "shipping", "return", 4),
    ("product", "merchandising", "product", 8),
    ("payment", "development", "payment", 4),
    ("fault", "development", "", 8),
)


def ship(apps: StateApps, schema_editor: object) -> None:
    departments = {key: apps.get_model("tasks", "Department").objects.create(key=key, created_at=now()) for key in DEPARTMENTS}
    reasons = {reason.key: reason for reason in apps.get_model("inbox", "Reason").objects.filter(parent=None)}
    templates = apps.get_model("tasks", "TaskTemplate").objects
    templates.bulk_create(
        templates.model(key=key, department=departments[to], reason=reasons.get(reason), within=timedelta(hours=hours), created_at=now())
        for key, to, reason, hours in TEMPLATES
    )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("inbox", "0001_squashed_0018_confirmed_resolutions"),
        ("people", "0001_squashed_0008_giving_out"),
    ]

    operations = [
        migrations.CreateModel(
            name="Department",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(blank=True, max_length=30)),
                ("name", models.CharField(blank=True, max_length=60, verbose_name="Name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="E-mail address")),
                (
                    "hours_of",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.team"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                ("members", models.ManyToManyField(blank=True, related_name="departments", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("key", ""), _negated=True), _connector="OR"),
                        name="a_department_has_a_name",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(models.Q(("name", ""), _negated=True), ("retired_at", None)),
                        fields=("name",),
                        name="a_department_name_is_taken_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "department",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="links", to="tasks.department"
                    ),
                ),
                ("handle", models.EmailField(max_length=254)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("department", "handle"),
                        name="an_address_has_one_link",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(blank=True, max_length=30)),
                ("name", models.CharField(blank=True, max_length=80, verbose_name="Name")),
                ("text", models.TextField(blank=True, verbose_name="Words")),
                ("field_lines", models.TextField(blank=True, verbose_name="To be filled in")),
                (
                    "department",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="templates", to="tasks.department"
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="inbox.reason"
                    ),
                ),
                ("within", models.DurationField(blank=True, null=True, verbose_name="Answer within")),
                ("created_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("key", ""), _negated=True), _connector="OR"),
                        name="a_task_template_has_a_name",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "conversation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="tasks", to="inbox.conversation"),
                ),
                (
                    "template",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="tasks", to="tasks.tasktemplate"
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="tasks.department"
                    ),
                ),
                ("handle", models.EmailField(blank=True, max_length=254)),
                ("title", models.CharField(max_length=120)),
                ("text", models.TextField(blank=True)),
                ("details", models.JSONField(default=list)),
                ("shared", models.JSONField(default=list)),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="tasks_asked",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("once", models.CharField(blank=True, max_length=64)),
                ("asked_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("needs_more_at", models.DateTimeField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("within", models.DurationField(blank=True, null=True)),
                ("waited", models.DurationField()),
                ("waiting_since", models.DateTimeField(blank=True, null=True)),
                ("warn_at", models.DateTimeField(blank=True, null=True)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("warned_at", models.DateTimeField(blank=True, null=True)),
                ("overdue_at", models.DateTimeField(blank=True, null=True)),
                ("files", models.ManyToManyField(blank=True, related_name="+", to="inbox.attachment")),
            ],
            options={
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        models.Func(
                            models.F("due_at"),
                            output_field=models.DateTimeField(),
                            template="COALESCE(%(expressions)s, 'infinity'::timestamptz)",
                        ),
                        models.F("id"),
                        condition=models.Q(("done_at", None), ("withdrawn_at", None), ("waiting_since__isnull", False)),
                        name="tasks_with_them",
                    ),
                    models.Index(
                        condition=models.Q(("done_at", None), ("withdrawn_at", None), ("waiting_since", None)),
                        fields=["id"],
                        name="tasks_with_us",
                    ),
                    models.Index(
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("done_at", None), ("withdrawn_at", None), _negated=True),
                        name="tasks_over",
                    ),
                    models.Index(
                        condition=models.Q(("warn_at__isnull", False), ("warned_at", None)), fields=["warn_at"], name="tasks_to_warn"
                    ),
                    models.Index(
                        condition=models.Q(("due_at__isnull", False), ("overdue_at", None)), fields=["due_at"], name="tasks_to_miss"
                    ),
                    models.Index(condition=models.Q(("handle", ""), _negated=True), fields=["handle", "-id"], name="tasks_of_an_outsider"),
                    models.Index(fields=["asked_at"], name="tasks_by_time"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("department__isnull", False), ("handle", "")),
                            models.Q(("department", None), models.Q(("handle", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_task_is_asked_of_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("waiting_since", None), models.Q(("done_at", None), ("withdrawn_at", None)), _connector="OR"),
                        name="nobody_waits_for_a_task_that_is_over",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("done_at", None), ("withdrawn_at", None), _connector="OR"), name="a_task_is_done_or_withdrawn"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("once", ""), _negated=True), fields=("asked_by", "once"), name="a_task_is_asked_once_for_a_key"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("task", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="tasks.task")),
                (
                    "kind",
                    models.CharField(
                        choices=[("answer", "Answer"), ("need_more", "Question to us"), ("done", "Done"), ("ours", "From us")],
                        max_length=10,
                    ),
                ),
                (
                    "agent",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="messages", to="tasks.tasklink"
                    ),
                ),
                ("said_by", models.CharField(blank=True, max_length=200)),
                ("text", models.TextField(blank=True)),
                (
                    "note",
                    models.OneToOneField(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="of_task", to="inbox.note"
                    ),
                ),
                ("once", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["at", "id"],
                "indexes": [models.Index(condition=models.Q(("link__isnull", False)), fields=["link", "at"], name="words_by_link")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("once", ""), _negated=True),
                        fields=("task", "once"),
                        name="words_in_a_task_are_said_once_for_a_key",
                    )
                ],
            },
        ),
        migrations.RunPython(ship, migrations.RunPython.noop),
    ]
