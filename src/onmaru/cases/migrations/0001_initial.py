import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("inbox", "0001_squashed_0018_confirmed_resolutions"),
        ("people", "0001_squashed_0008_giving_out"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseExport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "conversation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="exports", to="inbox.conversation"),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("because", models.CharField(max_length=300)),
                ("with_notes", models.BooleanField(default=False)),
                ("key", models.CharField(blank=True, max_length=64)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("blob", models.CharField(blank=True, max_length=200)),
                ("size", models.BigIntegerField(default=0)),
                ("record_sha256", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("conversation"), models.OrderBy(models.F("asked_at"), descending=True), name="exports_of_a_conversation"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True), fields=("asked_by", "key"), name="a_case_is_exported_once_for_a_key"
                    ),
                    models.CheckConstraint(condition=models.Q(("because", ""), _negated=True), name="a_case_export_says_why"),
                    models.CheckConstraint(
                        condition=models.Q(("made_at", None), models.Q(("blob", ""), _negated=True), _connector="OR"),
                        name="a_made_case_export_is_somewhere",
                    ),
                ],
            },
        ),
    ]
