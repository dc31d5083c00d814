import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import onmaru.inbox.models.bulk
import onmaru.inbox.models.channel
import onmaru.inbox.models.conversation
import onmaru.inbox.models.message
import onmaru.kit.fields
import onmaru.people.models.calendar
from onmaru.inbox.migrations._reasons import seed


class Migration(migrations.Migration):
    replaces = [
        ("inbox", "0001_initial"),
        ("inbox", "0002_views_priority_and_fields"),
        ("inbox", "0003_hold_presence"),
        ("inbox", "0004_bulk"),
        ("inbox", "0005_side_threads"),
        ("inbox", "0006_mentions"),
        ("inbox", "0007_search_is_elsewhere"),
        ("inbox", "0008_rich_and_receipts"),
        ("inbox", "0009_dispatch_via"),
        ("inbox", "0010_words_of_tabs"),
        ("inbox", "0011_conversations_of_providers"),
        ("inbox", "0012_indexes_tell_who_may_see"),
        ("inbox", "0013_portal_keys"),
        ("inbox", "0014_reasons"),
        ("inbox", "0015_what_is_due"),
        ("inbox", "0016_side_drafts"),
        ("inbox", "0017_notes_of_who_has_no_seat"),
        ("inbox", "0018_confirmed_resolutions"),
    ]

    initial = True

    dependencies = [
        ("customers", "0001_squashed_0002_what_is_known_of_a_person"),
        ("people", "0001_squashed_0008_giving_out"),
    ]

    operations = [
        migrations.CreateModel(
            name="Channel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30)),
                ("name", models.CharField(max_length=80, verbose_name="Name")),
                ("handle", models.CharField(max_length=320, verbose_name="Handle")),
                (
                    "team",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="channels", to="people.team"
                    ),
                ),
                ("language", models.CharField(default="ko", max_length=5, verbose_name="Language")),
                ("acknowledges", models.BooleanField(default=True, verbose_name="Acknowledge new conversations")),
                ("settings", onmaru.kit.fields.EncryptedJSON(default=onmaru.inbox.models.channel.no_settings)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("paused_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [models.UniqueConstraint(fields=("kind", "handle"), name="an_account_is_connected_once")],
            },
        ),
        migrations.CreateModel(
            name="Conversation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="conversations", to="inbox.channel"),
                ),
                (
                    "customer",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="conversations", to="customers.customer"),
                ),
                ("subject", models.CharField(blank=True, max_length=250, verbose_name="Subject")),
                ("thread_subject", models.CharField(blank=True, max_length=250)),
                ("provider_id", models.CharField(blank=True, db_default="", default="", max_length=100)),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Open"), ("snoozed", "Snoozed"), ("resolved", "Resolved")], default="open", max_length=10
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="conversations", to="people.team"
                    ),
                ),
                (
                    "assignee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="conversations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "priority",
                    models.SmallIntegerField(choices=[(0, "Low"), (1, "Normal"), (2, "High"), (3, "Urgent")], db_default=1, default=1),
                ),
                ("language", models.CharField(blank=True, max_length=5)),
                ("created_at", models.DateTimeField()),
                ("last_activity_at", models.DateTimeField()),
                ("customer_waiting_since", models.DateTimeField(blank=True, null=True)),
                ("undelivered_since", models.DateTimeField(blank=True, null=True)),
                ("outsider_answered_at", models.DateTimeField(blank=True, null=True)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("due_soon_at", models.DateTimeField(blank=True, null=True)),
                (
                    "due_for",
                    models.CharField(
                        blank=True,
                        choices=[("first", "First answer"), ("next", "Next answer"), ("resolution", "Resolution")],
                        db_default="",
                        default="",
                        max_length=10,
                    ),
                ),
                ("snoozed_until", models.DateTimeField(blank=True, null=True)),
                (
                    "wakes_on",
                    models.CharField(
                        choices=[
                            ("answer", "Any answer"),
                            ("question", "An answer that asks something"),
                            ("attachment", "An answer with a file"),
                            ("time", "Nothing but the time"),
                        ],
                        db_default="answer",
                        default="answer",
                        max_length=10,
                    ),
                ),
                ("spam_marked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "spam_marked_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "deleted_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_from",
                        to="inbox.conversation",
                    ),
                ),
                ("preview", models.CharField(blank=True, max_length=160)),
                ("message_count", models.IntegerField(default=0)),
                ("has_attachments", models.BooleanField(default=False)),
                (
                    "fields",
                    models.JSONField(
                        blank=True, db_default=models.Value({}, models.JSONField()), default=onmaru.inbox.models.conversation.no_fields
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("deleted_at", None), ("merged_into", None), ("spam_marked_at", None)),
                        fields=["status", "-last_activity_at", "-id"],
                        include=("team", "assignee"),
                        name="conversations_by_status",
                    ),
                    models.Index(
                        condition=models.Q(("deleted_at", None), ("merged_into", None), ("spam_marked_at", None)),
                        fields=["assignee", "status", "-last_activity_at", "-id"],
                        include=("team",),
                        name="conversations_by_assignee",
                    ),
                    models.Index(
                        condition=models.Q(("deleted_at", None), ("merged_into", None), ("spam_marked_at", None)),
                        fields=["team", "status", "-last_activity_at", "-id"],
                        include=("assignee",),
                        name="conversations_by_team",
                    ),
                    models.Index(
                        condition=models.Q(("deleted_at", None), ("merged_into", None), ("spam_marked_at", None)),
                        fields=["channel", "status", "-last_activity_at", "-id"],
                        include=("team", "assignee"),
                        name="conversations_by_channel",
                    ),
                    models.Index(
                        condition=models.Q(("deleted_at", None), ("merged_into", None), ("spam_marked_at", None)),
                        fields=["-last_activity_at", "-id"],
                        include=("team", "assignee"),
                        name="conversations_all",
                    ),
                    models.Index(
                        condition=models.Q(("deleted_at", None), ("merged_into", None), ("spam_marked_at__isnull", False)),
                        fields=["-last_activity_at", "-id"],
                        include=("team", "assignee"),
                        name="conversations_spam",
                    ),
                    models.Index(
                        models.Func(
                            models.F("customer_waiting_since"),
                            output_field=models.DateTimeField(),
                            template="COALESCE(%(expressions)s, 'infinity'::timestamptz)",
                        ),
                        models.F("id"),
                        condition=models.Q(("status", "open"), ("deleted_at", None), ("merged_into", None), ("spam_marked_at", None)),
                        name="conversations_waiting",
                    ),
                    models.Index(
                        models.Func(
                            models.F("due_at"),
                            output_field=models.DateTimeField(),
                            template="COALESCE(%(expressions)s, 'infinity'::timestamptz)",
                        ),
                        models.F("id"),
                        condition=models.Q(("status", "open"), ("deleted_at", None), ("merged_into", None), ("spam_marked_at", None)),
                        name="conversations_falling_due",
                    ),
                    models.Index(
                        condition=models.Q(("status", "open"), ("deleted_at", None), ("merged_into", None), ("spam_marked_at", None)),
                        fields=["-priority", "-last_activity_at", "-id"],
                        name="conversations_by_priority",
                    ),
                    models.Index(
                        condition=models.Q(("deleted_at", None), ("merged_into", None), ("spam_marked_at", None)),
                        fields=["status", "created_at", "id"],
                        name="conversations_by_creation",
                    ),
                    models.Index(
                        models.OrderBy(models.F("last_activity_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("undelivered_since__isnull", False)),
                        name="conversations_undelivered",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("fields", {}), _negated=True), fields=["fields"], name="conversations_by_field"
                    ),
                    models.Index(
                        models.F("customer"),
                        models.OrderBy(models.F("last_activity_at"), descending=True),
                        name="conversations_of_a_customer",
                    ),
                    models.Index(models.F("snoozed_until"), condition=models.Q(("status", "snoozed")), name="conversations_to_wake"),
                    models.Index(
                        models.OrderBy(models.F("deleted_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("deleted_at__isnull", False)),
                        name="conversations_deleted",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("provider_id", ""), _negated=True),
                        fields=("channel", "provider_id"),
                        name="a_provider_has_one_conversation_of_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("snoozed_until__isnull", False), ("status", "snoozed")),
                            models.Q(models.Q(("status", "snoozed"), _negated=True), ("snoozed_until", None)),
                            _connector="OR",
                        ),
                        name="a_snoozed_conversation_knows_when_it_wakes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("wakes_on", "answer"),
                            models.Q(("status", "snoozed"), ("wakes_on__in", ["question", "attachment", "time"])),
                            _connector="OR",
                        ),
                        name="only_a_snoozed_conversation_is_choosy_about_waking",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["open", "snoozed", "resolved"])), name="a_conversation_has_one_of_three_statuses"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("priority__range", (0, 3))), name="a_conversation_has_one_of_four_priorities"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("id")), _negated=True), name="a_conversation_is_not_merged_into_itself"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "resolved"), _negated=True), ("customer_waiting_since", None), _connector="OR"
                        ),
                        name="nobody_waits_in_a_resolved_conversation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_at", None), ("due_for", ""), ("due_soon_at", None)),
                            models.Q(
                                ("due_at__isnull", False), ("due_for__in", ["first", "next", "resolution"]), ("due_soon_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="what_is_due_says_what_for",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "conversation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to="inbox.conversation"),
                ),
                (
                    "agent",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to=settings.AUTH_USER_MODEL),
                ),
                ("purpose", models.CharField(choices=[("reply", "Reply"), ("note", "Note")], default="reply", max_length=5)),
                ("text", models.TextField(blank=True)),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("conversation", "agent", "purpose"), name="an_agent_has_one_draft_of_a_kind")
                ],
            },
        ),
        migrations.CreateModel(
            name="Reason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40, unique=True)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="children", to="inbox.reason"
                    ),
                ),
                ("name_ko", models.CharField(max_length=40, verbose_name="Korean name")),
                ("name_en", models.CharField(max_length=40, verbose_name="English name")),
                ("place", models.IntegerField(default=0)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["place", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("parent", models.F("id")), _negated=True), name="a_reason_does_not_belong_to_itself"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Episode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "conversation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="episodes", to="inbox.conversation"),
                ),
                ("ordinal", models.IntegerField()),
                ("started_at", models.DateTimeField()),
                ("first_response_at", models.DateTimeField(blank=True, null=True)),
                (
                    "first_response_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "resolved_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "reason",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="episodes",
                        to="inbox.reason",
                    ),
                ),
                (
                    "reason_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("reason_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["ordinal"],
                "indexes": [
                    models.Index(
                        models.F("started_at"), condition=models.Q(("first_response_at__isnull", False)), name="episodes_answered"
                    ),
                    models.Index(
                        models.F("reason"),
                        models.F("conversation"),
                        condition=models.Q(("reason__isnull", False)),
                        name="episodes_by_reason",
                    ),
                    models.Index(
                        models.F("resolved_at"),
                        models.F("conversation"),
                        condition=models.Q(("resolved_at__isnull", False)),
                        name="episodes_resolved",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("conversation", "ordinal"), name="episodes_of_a_conversation_are_numbered"),
                    models.UniqueConstraint(
                        condition=models.Q(("resolved_at", None)), fields=("conversation",), name="a_conversation_has_one_open_episode"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", None), ("reason_at__isnull", False), _connector="OR"),
                        name="a_reason_was_given_at_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confirmed_at", None), ("resolved_at__isnull", False), _connector="OR"),
                        name="only_what_is_resolved_can_be_confirmed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "conversation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="inbox.conversation"),
                ),
                ("episode", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="inbox.episode")),
                ("channel", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="inbox.channel")),
                ("direction", models.CharField(choices=[("in", "In"), ("out", "Out")], max_length=3)),
                (
                    "identity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="messages",
                        to="customers.identity",
                    ),
                ),
                (
                    "agent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="messages",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("automatic", models.BooleanField(default=False)),
                ("machine", models.CharField(blank=True, max_length=20)),
                ("subject", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("quoted", models.TextField(blank=True)),
                ("signature", models.TextField(blank=True)),
                ("html", models.TextField(blank=True)),
                ("rich", models.JSONField(blank=True, null=True)),
                ("sender_name", models.CharField(blank=True, max_length=200)),
                ("sender_handle", models.CharField(blank=True, max_length=320)),
                ("recipients", models.JSONField(blank=True, default=onmaru.inbox.models.message.nobody)),
                ("external_id", models.CharField(blank=True, max_length=500)),
                ("dedupe_key", models.CharField(blank=True, max_length=64)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("edited_at", models.DateTimeField(blank=True, null=True)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("delivery_id", models.BigIntegerField(blank=True, null=True)),
                (
                    "warnings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), blank=True, default=list, size=None
                    ),
                ),
                ("filed_by", models.CharField(blank=True, max_length=20)),
            ],
            options={
                "ordering": ["created_at", "id"],
                "indexes": [
                    models.Index(fields=["conversation", "created_at", "id"], name="messages_of_a_conversation"),
                    models.Index(
                        condition=models.Q(("external_id", ""), _negated=True), fields=["external_id"], name="messages_by_external_id"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dedupe_key", ""), _negated=True),
                        fields=("channel", "dedupe_key"),
                        name="a_message_is_filed_once_a_channel",
                    ),
                    models.CheckConstraint(condition=models.Q(("direction__in", ["in", "out"])), name="a_message_goes_in_or_out"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "conversation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="inbox.conversation"),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="notes", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("said_by", models.CharField(blank=True, db_default="", default="", max_length=200)),
                ("text", models.TextField()),
                ("mentions", models.JSONField(default=list)),
                ("key", models.CharField(blank=True, max_length=64)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["created_at", "id"],
                "indexes": [models.Index(fields=["conversation", "created_at"], name="notes_of_a_conversation")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True), fields=("author", "key"), name="a_note_is_written_once_for_a_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SideThread",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "conversation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="side_threads", to="inbox.conversation"),
                ),
                (
                    "channel",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="side_threads", to="inbox.channel"),
                ),
                ("subject", models.CharField(max_length=250)),
                ("handles", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=320), size=None)),
                (
                    "started_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("last_message_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("outcome", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "ordering": ["started_at", "id"],
                "indexes": [
                    models.Index(
                        models.F("conversation"),
                        models.OrderBy(models.F("started_at"), descending=True),
                        name="side_threads_of_a_conversation",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("handles", []), _negated=True), name="a_side_thread_is_with_somebody"),
                    models.CheckConstraint(
                        condition=models.Q(("closed_at", None), models.Q(("outcome", ""), _negated=True), _connector="OR"),
                        name="a_closed_side_thread_has_an_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SideMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("thread", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="inbox.sidethread")),
                ("direction", models.CharField(choices=[("in", "In"), ("out", "Out")], max_length=3)),
                (
                    "agent",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("machine", models.CharField(blank=True, max_length=20)),
                ("subject", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("quoted", models.TextField(blank=True)),
                ("signature", models.TextField(blank=True)),
                (
                    "forwarded",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, size=None),
                ),
                ("sender_name", models.CharField(blank=True, max_length=200)),
                ("sender_handle", models.CharField(blank=True, max_length=320)),
                ("recipients", models.JSONField(blank=True, default=onmaru.inbox.models.message.nobody)),
                ("external_id", models.CharField(blank=True, max_length=500)),
                ("dedupe_key", models.CharField(blank=True, max_length=64)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("delivery_id", models.BigIntegerField(blank=True, null=True)),
            ],
            options={
                "ordering": ["created_at", "id"],
                "indexes": [
                    models.Index(fields=["thread", "created_at", "id"], name="messages_of_a_side_thread"),
                    models.Index(
                        condition=models.Q(("external_id", ""), _negated=True), fields=["external_id"], name="side_messages_by_external_id"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dedupe_key", ""), _negated=True),
                        fields=("thread", "dedupe_key"),
                        name="a_side_message_is_filed_once_a_thread",
                    ),
                    models.CheckConstraint(condition=models.Q(("direction__in", ["in", "out"])), name="a_side_message_goes_in_or_out"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "message",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="attachments", to="inbox.message"
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="attachments", to="inbox.note"
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="attachments", to="inbox.draft"
                    ),
                ),
                (
                    "side_message",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="inbox.sidemessage",
                    ),
                ),
                ("name", models.CharField(max_length=255)),
                ("content_type", models.CharField(max_length=127)),
                ("size", models.BigIntegerField()),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("blob", models.CharField(blank=True, max_length=200)),
                ("inline", models.BooleanField(default=False)),
                ("cid", models.CharField(blank=True, max_length=255)),
                ("skipped", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("draft", None), ("message__isnull", False), ("note", None), ("side_message", None)),
                            models.Q(("draft", None), ("message", None), ("note__isnull", False), ("side_message", None)),
                            models.Q(("draft__isnull", False), ("message", None), ("note", None), ("side_message", None)),
                            models.Q(("draft", None), ("message", None), ("note", None), ("side_message__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_attachment_has_one_owner",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("blob", ""), _negated=True), models.Q(("skipped", ""), _negated=True), _connector="OR"
                        ),
                        name="an_attachment_is_kept_or_says_why_not",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bulk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("deed", models.CharField(max_length=20)),
                ("parameters", models.JSONField(default=onmaru.inbox.models.bulk.nothing)),
                (
                    "author",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="bulks", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=64)),
                ("created_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("undo_asked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "undo_asked_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("dismissed_at", models.DateTimeField(blank=True, null=True)),
                ("total", models.IntegerField(default=0)),
                ("done", models.IntegerField(default=0)),
                ("unchanged", models.IntegerField(default=0)),
                ("failed", models.IntegerField(default=0)),
                ("undone", models.IntegerField(default=0)),
                ("kept", models.IntegerField(default=0)),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["author", "-id"], name="bulks_of_an_agent"),
                    models.Index(
                        models.F("id"),
                        condition=models.Q(
                            ("finished_at", None), models.Q(("undo_asked_at__isnull", False), ("undone_at", None)), _connector="OR"
                        ),
                        name="bulks_unfinished",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True), fields=("author", "key"), name="a_bulk_is_started_once_for_a_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BulkItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("bulk", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="items", to="inbox.bulk")),
                ("conversation", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inbox.conversation")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("done", "Done"),
                            ("unchanged", "Unchanged"),
                            ("failed", "Failed"),
                            ("undone", "Undone"),
                            ("kept", "Kept"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=30)),
                ("values", models.JSONField(default=onmaru.inbox.models.bulk.nothing)),
                ("before", models.JSONField(default=onmaru.inbox.models.bulk.nothing)),
                ("after", models.JSONField(default=onmaru.inbox.models.bulk.nothing)),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["bulk", "state", "id"], name="items_of_a_bulk")],
                "constraints": [models.UniqueConstraint(fields=("bulk", "conversation"), name="a_conversation_is_in_a_bulk_once")],
            },
        ),
        migrations.CreateModel(
            name="ChannelHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("week", models.JSONField(default=onmaru.people.models.calendar.default_week, verbose_name="Week")),
                ("time_zone", models.CharField(default="Asia/Seoul", max_length=40, verbose_name="Time zone")),
                ("holidays", models.CharField(blank=True, default="KR", max_length=2, verbose_name="Public holidays of")),
                ("days", models.JSONField(blank=True, default=dict, verbose_name="Days that are different")),
                ("channel", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="hours", to="inbox.channel")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CustomField",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="Name")),
                (
                    "kind",
                    models.CharField(
                        choices=[("text", "Text"), ("number", "Number"), ("choice", "Choice"), ("date", "Date"), ("yes_no", "Yes or no")],
                        default="text",
                        max_length=10,
                        verbose_name="Kind",
                    ),
                ),
                (
                    "choices",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at", None)), fields=("name",), name="a_custom_field_name_is_taken_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["text", "number", "choice", "date", "yes_no"])),
                        name="a_custom_field_has_a_known_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dispatch",
            fields=[
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("sending", "Sending"),
                            ("handing_over", "Sending"),
                            ("unknown", "Not known whether it was sent"),
                            ("sent", "Sent"),
                            ("failed", "Not sent"),
                            ("bounced", "Returned"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="queued",
                        max_length=12,
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("attempts", models.IntegerField(default=0)),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("provider_id", models.CharField(blank=True, max_length=500)),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="dispatch",
                        serialize=False,
                        to="inbox.message",
                    ),
                ),
                (
                    "scheduled_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("cancel_if_customer_writes", models.BooleanField(default=False)),
                ("waiting_since", models.DateTimeField(blank=True, null=True)),
                ("delivered_at", models.DateTimeField(blank=True, null=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "via",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inbox.channel",
                    ),
                ),
                ("via_handle", models.CharField(blank=True, max_length=320)),
                ("resolves", models.BooleanField(default=False)),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        models.F("due_at"),
                        condition=models.Q(("state__in", ["queued", "sending", "handing_over", "unknown"])),
                        name="dispatches_due",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", False), _connector="OR"),
                        name="a_sent_message_knows_when",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="merges_away", to="inbox.conversation"),
                ),
                (
                    "target",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="merges_in", to="inbox.conversation"),
                ),
                ("messages", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ("notes", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                (
                    "handles",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=320), default=list, size=None),
                ),
                ("side_threads", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ("status", models.CharField(max_length=10)),
                ("snoozed_until", models.DateTimeField(null=True)),
                ("wakes_on", models.CharField(default="answer", max_length=10)),
                ("merged_at", models.DateTimeField()),
                (
                    "merged_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)), fields=("source",), name="a_conversation_is_merged_away_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "conversation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="participants", to="inbox.conversation"),
                ),
                ("handle", models.CharField(max_length=320)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("role", models.CharField(choices=[("customer", "Customer"), ("copy", "Copy"), ("colleague", "Colleague")], max_length=10)),
            ],
            options={
                "ordering": ["id"],
                "constraints": [models.UniqueConstraint(fields=("conversation", "handle"), name="a_handle_takes_part_once")],
            },
        ),
        migrations.CreateModel(
            name="PortalKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "identity",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.identity"),
                ),
                ("handle_digest", models.CharField(max_length=64)),
                ("asked_from", models.CharField(max_length=64)),
                ("key_digest", models.CharField(blank=True, max_length=64)),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["handle_digest", "asked_at"], name="portal_keys_by_handle"),
                    models.Index(fields=["asked_from", "asked_at"], name="portal_keys_by_caller"),
                    models.Index(fields=["asked_at"], name="portal_keys_by_time"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("key_digest", ""), _negated=True), fields=("key_digest",), name="a_portal_key_is_made_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key_digest", ""), ("identity__isnull", False), _connector="OR"),
                        name="a_portal_key_is_somebodys",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("tab", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("agent", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "conversation",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="presences", to="inbox.conversation"
                    ),
                ),
                ("writing", models.CharField(blank=True, choices=[("reply", "Reply"), ("note", "Note")], max_length=5)),
                ("word", models.IntegerField(db_default=0, default=0)),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "conversation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="hold",
                        serialize=False,
                        to="inbox.conversation",
                    ),
                ),
                ("agent", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("until", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SideDispatch",
            fields=[
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("sending", "Sending"),
                            ("handing_over", "Sending"),
                            ("unknown", "Not known whether it was sent"),
                            ("sent", "Sent"),
                            ("failed", "Not sent"),
                            ("bounced", "Returned"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="queued",
                        max_length=12,
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("attempts", models.IntegerField(default=0)),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("provider_id", models.CharField(blank=True, max_length=500)),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="dispatch",
                        serialize=False,
                        to="inbox.sidemessage",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        models.F("due_at"),
                        condition=models.Q(("state__in", ["queued", "sending", "handing_over", "unknown"])),
                        name="side_dispatches_due",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", False), _connector="OR"),
                        name="a_sent_side_message_knows_when",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SideDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "conversation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="side_drafts", to="inbox.conversation"),
                ),
                ("agent", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "thread",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to="inbox.sidethread"
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="inbox.channel"
                    ),
                ),
                ("to", models.TextField(blank=True)),
                ("subject", models.CharField(blank=True, max_length=250)),
                ("text", models.TextField(blank=True)),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("thread", "agent"), name="an_agent_has_one_side_draft_a_thread"),
                    models.UniqueConstraint(
                        condition=models.Q(("thread", None)),
                        fields=("conversation", "agent"),
                        name="an_agent_has_one_draft_of_a_new_side_thread",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["name"],
                "constraints": [models.UniqueConstraint(django.db.models.functions.text.Lower("name"), name="a_tag_name_is_taken_once")],
            },
        ),
        migrations.CreateModel(
            name="Tagging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "conversation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="taggings", to="inbox.conversation"),
                ),
                ("tag", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="taggings", to="inbox.tag")),
                (
                    "tagged_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("tagged_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["tag__name"],
                "constraints": [models.UniqueConstraint(fields=("conversation", "tag"), name="a_tag_is_on_a_conversation_once")],
            },
        ),
        migrations.CreateModel(
            name="View",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="views", to="people.team"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="Name")),
                ("icon", models.CharField(default="list-filter", max_length=30)),
                ("terms", models.TextField(blank=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("owner", None), ("team", None), _connector="OR"),
                        name="a_view_is_of_an_agent_or_a_team_or_everybody",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RailOrder",
            fields=[
                (
                    "agent",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="rail_order",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("keys", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), default=list, size=None)),
                ("hidden", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), default=list, size=None)),
            ],
        ),
        # Gone after a crash, which is right for who is there now, and free of the write-ahead log.
        migrations.RunSQL(
            "ALTER TABLE inbox_presence SET UNLOGGED; ALTER TABLE inbox_presence SET (fillfactor = 50)",
            "ALTER TABLE inbox_presence SET LOGGED",
        ),
        migrations.RunPython(seed, migrations.RunPython.noop, elidable=False),
    ]
