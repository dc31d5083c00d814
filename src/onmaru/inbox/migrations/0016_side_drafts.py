import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inbox", "0015_what_is_due"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SideDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("to", models.TextField(blank=True)),
                ("subject", models.CharField(blank=True, max_length=250)),
                ("text", models.TextField(blank=True)),
                ("updated_at", models.DateTimeField()),
                ("agent", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "channel",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="inbox.channel"
                    ),
                ),
                (
                    "conversation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="side_drafts", to="inbox.conversation"),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to="inbox.sidethread"
                    ),
                ),
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
    ]
