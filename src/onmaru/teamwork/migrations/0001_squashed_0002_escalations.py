import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# Few, so that one press is quick; a shop changes them as it likes.
CAUSES = (
    ("담당 업무 아님", "Not ours to do"),
    ("재고·입고 확인", "Stock to be looked up"),
    ("배송·물류 확인", "Delivery to be looked up"),
    ("환불·결제 처리", "Refund or payment"),
    ("전문 지식 필요", "Needs an expert"),
    ("고객 요청", "The customer asked for it"),
)


def ship(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    cause = apps.get_model("teamwork", "Cause")
    cause.objects.bulk_create(cause(name_ko=ko, name_en=en, place=place) for place, (ko, en) in enumerate(CAUSES))


class Migration(migrations.Migration):
    replaces = [("teamwork", "0001_initial"), ("teamwork", "0002_escalations")]

    initial = True

    dependencies = [
        ("inbox", "0001_squashed_0018_confirmed_resolutions"),
        ("people", "0001_squashed_0008_giving_out"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_ko", models.CharField(max_length=20, verbose_name="Korean name")),
                ("name_en", models.CharField(max_length=30, verbose_name="English name")),
                ("place", models.IntegerField(default=0)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["place", "id"],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "conversation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="handovers", to="inbox.conversation"),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "from_agent",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "from_team",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.team"),
                ),
                ("to_team", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.team")),
                ("cause", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="teamwork.cause")),
                ("because", models.CharField(blank=True, max_length=200)),
                ("packet", models.JSONField()),
            ],
            options={
                "indexes": [models.Index(fields=["conversation", "-at", "-id"], name="handovers_of_a_conversation")],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "handover",
                    models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="duty", to="teamwork.handover"),
                ),
                (
                    "conversation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="duties", to="inbox.conversation"),
                ),
                (
                    "owner",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="duties", to=settings.AUTH_USER_MODEL),
                ),
                ("begun_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("as_promised", models.BooleanField(default=False)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("overdue_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended",
                    models.CharField(
                        blank=True,
                        choices=[("confirmed", "The customer confirmed it"), ("checked", "Checked"), ("dropped", "No longer owed")],
                        max_length=10,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("read", "Read the conversation"),
                            ("called", "Called the customer"),
                            ("asked", "Asked the team"),
                            ("looked_up", "Looked up the order or parcel"),
                        ],
                        max_length=10,
                    ),
                ),
                ("found", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "indexes": [
                    models.Index(models.F("due_at"), models.F("id"), condition=models.Q(("ended_at", None)), name="duties_open"),
                    models.Index(
                        models.F("owner"),
                        models.F("due_at"),
                        models.F("id"),
                        condition=models.Q(("ended_at", None)),
                        name="duties_of_an_agent",
                    ),
                    models.Index(models.F("due_at"), name="duties_by_due"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("conversation",), name="a_conversation_has_one_open_duty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended", ""), ("ended_at", None)),
                            models.Q(("ended__in", ["confirmed", "checked", "dropped"]), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_ended_duty_says_how_it_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended", "checked"), _negated=True), models.Q(("how", ""), _negated=True), _connector="OR"
                        ),
                        name="a_check_says_how_one_looked",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Escalation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "conversation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="escalations", to="inbox.conversation"),
                ),
                ("raised_at", models.DateTimeField()),
                (
                    "raised_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("upset", "The customer is upset"),
                            ("stuck", "It does not move on"),
                            ("late", "A deadline is missed"),
                            ("decision", "A decision is needed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("because", models.CharField(blank=True, max_length=300)),
                (
                    "owner",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="escalations", to=settings.AUTH_USER_MODEL),
                ),
                ("due_at", models.DateTimeField()),
                ("priority_before", models.SmallIntegerField(choices=[(0, "Low"), (1, "Normal"), (2, "High"), (3, "Urgent")])),
                ("overdue_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("taken_over", "Taken over"),
                            ("guided", "Guidance was given"),
                            ("handed_back", "Handed back"),
                            ("over", "The matter is over"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(models.F("due_at"), models.F("id"), condition=models.Q(("ended_at", None)), name="escalations_open"),
                    models.Index(
                        models.OrderBy(models.F("ended_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("ended_at", None), _negated=True),
                        name="escalations_ended",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("conversation",), name="a_conversation_is_escalated_once_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended", ""), ("ended_at", None)),
                            models.Q(("ended__in", ["taken_over", "guided", "handed_back", "over"]), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_ended_escalation_says_how_it_ended",
                    ),
                ],
            },
        ),
        migrations.RunPython(ship, migrations.RunPython.noop),
    ]
