import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0002_what_is_known_of_a_person"),
        ("inbox", "0012_indexes_tell_who_may_see"),
    ]

    operations = [
        migrations.CreateModel(
            name="PortalKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("handle_digest", models.CharField(max_length=64)),
                ("asked_from", models.CharField(max_length=64)),
                ("key_digest", models.CharField(blank=True, max_length=64)),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "identity",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.identity"),
                ),
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
    ]
