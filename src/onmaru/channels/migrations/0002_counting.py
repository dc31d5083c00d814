from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("channels", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("name", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("began_at", models.DateTimeField()),
                ("used", models.IntegerField()),
            ],
            options={"indexes": [models.Index(fields=["began_at"], name="tallies_to_forget")]},
        ),
        # What is only counted need not survive a crash, and then no request waits for a disk because it was counted.
        migrations.RunSQL("ALTER TABLE channels_tally SET UNLOGGED", "ALTER TABLE channels_tally SET LOGGED"),
    ]
