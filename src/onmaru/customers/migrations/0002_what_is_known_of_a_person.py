import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="customer",
            name="phone",
            field=models.CharField(blank=True, max_length=20, verbose_name="Phone"),
        ),
        migrations.AddField(
            model_name="customer",
            name="preferred",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="customers.identity"
            ),
        ),
        migrations.AddField(
            model_name="customer",
            name="vip_marked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="customer",
            name="vip_marked_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        # Who marked them is in the log; here at least since when they are known stays true.
        migrations.RunSQL("UPDATE customers_customer SET vip_marked_at = created_at WHERE is_vip", migrations.RunSQL.noop),
        migrations.RemoveField(model_name="customer", name="is_vip"),
        migrations.AddField(
            model_name="customer",
            name="is_vip",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Q(("vip_marked_at__isnull", False)),  # pyright: ignore[reportArgumentType]
                output_field=models.BooleanField(),
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(condition=models.Q(("phone", ""), _negated=True), fields=["phone"], name="customers_by_phone"),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(condition=models.Q(("name", ""), _negated=True), fields=["name"], name="customers_by_name"),
        ),
        migrations.AddIndex(
            model_name="identity",
            index=models.Index(fields=["handle"], name="identities_by_handle"),
        ),
    ]
