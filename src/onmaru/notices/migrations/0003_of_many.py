from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0002_chats_begin"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="further",
            field=models.IntegerField(db_default=0, default=0),
        ),
    ]
