from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0002_what_is_known_of_a_person"),
        ("inbox", "0011_conversations_of_providers"),
        ("people", "0004_afterwards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="conversation",
            name="conversations_by_status",
        ),
        migrations.RemoveIndex(
            model_name="conversation",
            name="conversations_by_assignee",
        ),
        migrations.RemoveIndex(
            model_name="conversation",
            name="conversations_by_team",
        ),
        migrations.RemoveIndex(
            model_name="conversation",
            name="conversations_by_channel",
        ),
        migrations.RemoveIndex(
            model_name="conversation",
            name="conversations_all",
        ),
        migrations.RemoveIndex(
            model_name="conversation",
            name="conversations_spam",
        ),
        migrations.RemoveIndex(
            model_name="conversation",
            name="conversations_waiting",
        ),
        migrations.RemoveIndex(
            model_name="conversation",
            name="conversations_by_priority",
        ),
        migrations.RemoveIndex(
            model_name="conversation",
            name="conversations_by_creation",
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("deleted_at", None), ("merged_into", None), ("spam_marked_at", None)),
                fields=["status", "-last_activity_at", "-id"],
                include=("team", "assignee"),
                name="conversations_by_status",
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("deleted_at", None), ("merged_into", None), ("spam_marked_at", None)),
                fields=["assignee", "status", "-last_activity_at", "-id"],
                include=("team",),
                name="conversations_by_assignee",
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("deleted_at", None), ("merged_into", None), ("spam_marked_at", None)),
                fields=["team", "status", "-last_activity_at", "-id"],
                include=("assignee",),
                name="conversations_by_team",
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("deleted_at", None), ("merged_into", None), ("spam_marked_at", None)),
                fields=["channel", "status", "-last_activity_at", "-id"],
                include=("team", "assignee"),
                name="conversations_by_channel",
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("deleted_at", None), ("merged_into", None), ("spam_marked_at", None)),
                fields=["-last_activity_at", "-id"],
                include=("team", "assignee"),
                name="conversations_all",
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("deleted_at", None), ("merged_into", None), ("spam_marked_at__isnull", False)),
                fields=["-last_activity_at", "-id"],
                include=("team", "assignee"),
                name="conversations_spam",
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                models.Func(
                    models.F("customer_waiting_since"),
                    output_field=models.DateTimeField(),
                    template="COALESCE(%(expressions)s, 'infinity'::timestamptz)",
                ),
                models.F("id"),
                condition=models.Q(("status", "open"), ("deleted_at", None), ("merged_into", None), ("spam_marked_at", None)),
                name="conversations_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("status", "open"), ("deleted_at", None), ("merged_into", None), ("spam_marked_at", None)),
                fields=["-priority", "-last_activity_at", "-id"],
                name="conversations_by_priority",
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("deleted_at", None), ("merged_into", None), ("spam_marked_at", None)),
                fields=["status", "created_at", "id"],
                name="conversations_by_creation",
            ),
        ),
    ]
