import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("customers", "0001_initial"), ("customers", "0002_what_is_known_of_a_person")]

    initial = True

    dependencies = [
        ("people", "0001_squashed_0008_giving_out"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organization",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
                (
                    "domains",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=253), blank=True, default=list, size=None
                    ),
                ),
                ("memo", models.TextField(blank=True, verbose_name="Memo")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Customer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="Name")),
                ("language", models.CharField(blank=True, max_length=5, verbose_name="Language")),
                ("memo", models.TextField(blank=True, verbose_name="Memo")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="Phone")),
                ("vip_marked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "vip_marked_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "is_vip",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Q(("vip_marked_at__isnull", False)),  # pyright: ignore[reportArgumentType]
                        output_field=models.BooleanField(),
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="customers",
                        to="customers.organization",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="others", to="customers.customer"
                    ),
                ),
                ("blocked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "blocked_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("blocked_because", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("phone", ""), _negated=True), fields=["phone"], name="customers_by_phone"),
                    models.Index(condition=models.Q(("name", ""), _negated=True), fields=["name"], name="customers_by_name"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("person", models.F("id")), _negated=True), name="a_customer_is_not_merged_into_itself"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Identity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "customer",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="identities", to="customers.customer"),
                ),
                ("sort", models.CharField(max_length=30)),
                ("handle", models.CharField(max_length=320, verbose_name="Handle")),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="Name")),
                ("created_at", models.DateTimeField()),
                ("undeliverable_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["customer"], name="identities_of_a_customer"),
                    models.Index(fields=["handle"], name="identities_by_handle"),
                ],
                "constraints": [models.UniqueConstraint(fields=("sort", "handle"), name="a_handle_belongs_to_one_identity")],
            },
        ),
        migrations.CreateModel(
            name="CustomerMerge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="merges_away", to="customers.customer"),
                ),
                (
                    "target",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="merges_in", to="customers.customer"),
                ),
                ("turned", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
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
                        condition=models.Q(("undone_at", None)), fields=("source",), name="a_customer_is_merged_away_once"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="customer",
            name="preferred",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="customers.identity"
            ),
        ),
    ]
