import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("channels", "0001_squashed_0002_counting"),
        ("inbox", "0001_squashed_0018_confirmed_resolutions"),
        ("people", "0001_squashed_0008_giving_out"),
    ]

    operations = [
        migrations.CreateModel(
            name="Duplicate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("earlier", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inbox.conversation")),
                ("later", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inbox.conversation")),
                ("score", models.FloatField()),
                ("reasons", models.JSONField(default=list)),
                ("found_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended",
                    models.CharField(
                        blank=True,
                        choices=[("merged", "Merged"), ("refused", "Not a duplicate"), ("over", "The matter is over")],
                        max_length=10,
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
                    models.Index(
                        models.OrderBy(models.F("found_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("ended_at", None)),
                        name="duplicates_open",
                    ),
                    models.Index(models.F("ended_at"), condition=models.Q(("ended_at", None), _negated=True), name="duplicates_ended"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("earlier", "later"), name="two_conversations_are_a_pair_once"),
                    models.CheckConstraint(
                        condition=models.Q(("earlier__lt", models.F("later"))), name="the_earlier_of_a_pair_has_the_smaller_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended", ""), ("ended_at", None)),
                            models.Q(("ended__in", ["merged", "refused", "over"]), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_ended_pair_says_how_it_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evening",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("missed", models.IntegerField()),
                ("duplicates", models.IntegerField()),
                ("looked_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-day"],
            },
        ),
        migrations.CreateModel(
            name="Miss",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "conversation",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="misses", to="inbox.conversation"
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="channels.delivery"
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("late", "The promised time is over"),
                            ("long", "Nobody has answered for a day"),
                            ("abandoned", "Left the chat before anybody answered"),
                            ("resolved", "Resolved without any answer"),
                            ("unread", "Arrived, but became no message"),
                        ],
                        max_length=10,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("found_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended", models.CharField(blank=True, choices=[("seen_to", "Seen to"), ("let_be", "Needs no answer")], max_length=10)),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(models.F("since"), models.F("id"), condition=models.Q(("ended_at", None)), name="misses_open"),
                    models.Index(models.F("ended_at"), condition=models.Q(("ended_at", None), _negated=True), name="misses_ended"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("conversation", "since"), name="a_wait_is_missed_once"),
                    models.UniqueConstraint(fields=("delivery",), name="a_delivery_is_missed_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("conversation", None), ("delivery__isnull", False)),
                            models.Q(("conversation__isnull", False), ("delivery", None)),
                            _connector="OR",
                        ),
                        name="a_miss_is_about_a_conversation_or_a_delivery",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended", ""), ("ended_at", None)),
                            models.Q(("ended__in", ["seen_to", "let_be"]), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_ended_miss_says_how_it_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Trace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "conversation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="traces", to="inbox.conversation"),
                ),
                ("key", models.CharField(max_length=160)),
                ("shown", models.CharField(max_length=120)),
            ],
            options={
                "indexes": [models.Index(models.F("key"), models.OrderBy(models.F("conversation"), descending=True), name="traces_by_key")],
                "constraints": [models.UniqueConstraint(fields=("conversation", "key"), name="a_conversation_has_a_trace_once")],
            },
        ),
    ]
