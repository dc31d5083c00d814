import django.db.models.deletion
from django.db import migrations, models

import onmaru.channels.webchat.models.line
import onmaru.kit.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("inbox", "0001_squashed_0018_confirmed_resolutions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Visitor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inbox.channel")),
                ("token_hash", models.CharField(blank=True, max_length=64)),
                ("external_id", models.CharField(blank=True, max_length=200)),
                ("handle", models.CharField(max_length=320)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("language", models.CharField(blank=True, max_length=5)),
                ("time_zone", models.CharField(blank=True, max_length=64)),
                ("consent_version", models.CharField(blank=True, max_length=40)),
                ("consented_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("token_hash", ""), _negated=True), fields=("token_hash",), name="a_token_opens_one_visitor"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("channel", "external_id"),
                        name="a_customer_of_the_shop_is_one_visitor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("token_hash", ""), ("external_id", ""), _connector="XOR"),
                        name="a_visitor_is_known_by_a_token_or_by_the_shop",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Chat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("visitor", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="chats", to="webchat.visitor")),
                (
                    "conversation",
                    models.OneToOneField(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inbox.conversation"
                    ),
                ),
                ("key", models.CharField(max_length=24, unique=True)),
                ("client_id", models.CharField(max_length=64)),
                ("last_seq", models.IntegerField(default=0)),
                ("delivered_seq", models.IntegerField(default=0)),
                ("read_seq", models.IntegerField(default=0)),
                ("agent_read_seq", models.IntegerField(default=0)),
                ("asked", onmaru.kit.fields.EncryptedJSON(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                ("left_how", models.CharField(blank=True, choices=[("email", "email"), ("phone", "phone")], max_length=5)),
                ("left_address", models.CharField(blank=True, max_length=254)),
                ("abandoned_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(models.F("visitor"), models.OrderBy(models.F("id"), descending=True), name="chats_of_a_visitor")],
                "constraints": [
                    models.UniqueConstraint(fields=("visitor", "client_id"), name="a_visitor_begins_a_chat_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("left_at", None), ("left_how", "")),
                            models.Q(("left_at__isnull", False), models.Q(("left_how", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="who_left_said_how_to_be_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("read_seq__lte", models.F("last_seq"))), name="nobody_has_read_what_is_not_written"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chat", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="webchat.chat")),
                ("seq", models.IntegerField()),
                (
                    "sort",
                    models.CharField(
                        choices=[
                            ("message.created", "Created"),
                            ("message.updated", "Updated"),
                            ("message.deleted", "Deleted"),
                            ("message.status", "Status"),
                            ("conversation.updated", "Conversation"),
                            ("agent.assigned", "Agent"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inbox.message"
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=24)),
                ("client_id", models.CharField(blank=True, max_length=64)),
                ("data", models.JSONField(blank=True, default=onmaru.channels.webchat.models.line.nothing)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(condition=models.Q(("message__isnull", False)), fields=["message"], name="lines_of_a_message")],
                "constraints": [
                    models.UniqueConstraint(fields=("chat", "seq"), name="a_chats_lines_are_numbered"),
                    models.UniqueConstraint(
                        condition=models.Q(("sort", "message.created")), fields=("chat", "message"), name="a_message_is_shown_once_a_chat"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True), fields=("key",), name="a_key_names_one_message"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("visitor", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="sessions", to="webchat.visitor")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("origin", models.CharField(blank=True, max_length=300)),
                ("language", models.CharField(blank=True, max_length=5)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["expires_at"], name="chat_sessions_to_forget")],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("visitor", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="uploads", to="webchat.visitor")),
                ("key", models.CharField(max_length=24, unique=True)),
                ("name", models.CharField(max_length=255)),
                ("content_type", models.CharField(max_length=127)),
                ("size", models.BigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("blob", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField()),
                (
                    "message",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="inbox.message"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(condition=models.Q(("message", None)), fields=["created_at"], name="uploads_not_used")],
            },
        ),
        migrations.CreateModel(
            name="Whereabouts",
            fields=[
                (
                    "visitor",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="whereabouts",
                        serialize=False,
                        to="webchat.visitor",
                    ),
                ),
                ("seen", onmaru.kit.fields.EncryptedJSON()),
                ("at", models.DateTimeField()),
            ],
        ),
    ]
