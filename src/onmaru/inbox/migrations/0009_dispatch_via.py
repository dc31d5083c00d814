import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inbox", "0008_rich_and_receipts"),
    ]

    operations = [
        migrations.AddField(
            model_name="dispatch",
            name="via",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="inbox.channel",
            ),
        ),
        migrations.AddField(
            model_name="dispatch",
            name="via_handle",
            field=models.CharField(blank=True, max_length=320),
        ),
    ]
