from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_enter_in_chats"),
    ]

    operations = [
        migrations.AddField(
            model_name="team",
            name="signature",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
    ]
