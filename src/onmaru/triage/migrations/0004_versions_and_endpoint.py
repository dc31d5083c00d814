import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import onmaru.kit.fields


class Migration(migrations.Migration):
    dependencies = [("triage", "0001_squashed_0003_decisions_of_spam"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddField("learnt", "made_by", models.CharField(blank=True, max_length=800)),
        migrations.AddField("learnt", "meant_by", models.CharField(blank=True, max_length=800)),
        migrations.AddField(
            "learnt",
            "taken_by",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.CreateModel(
            name="Endpoint",
            fields=[
                ("only", models.BooleanField(default=True, primary_key=True, serialize=False)),
                ("address", models.URLField(max_length=500)),
                ("model", models.CharField(max_length=200)),
                ("key", onmaru.kit.fields.EncryptedJSON()),
                ("set_at", models.DateTimeField()),
                ("failed_at", models.DateTimeField(blank=True, null=True)),
                ("failed_because", models.CharField(blank=True, max_length=20)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("only", True)), name="there_is_one_endpoint_at_most")],
            },
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField()),
                (
                    "step",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("vectors", "Vectors"), ("learning", "Learning")], default="waiting", max_length=10
                    ),
                ),
                ("done", models.IntegerField(default=0)),
                ("of", models.IntegerField(default=0)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "made",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="triage.learnt"
                    ),
                ),
            ],
            options={"ordering": ["-id"]},
        ),
    ]
