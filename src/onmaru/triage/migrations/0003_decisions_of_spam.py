from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("triage", "0002_learnt")]

    operations = [
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(models.F("message"), condition=models.Q(("outcome", "spam"), ("step", "spam")), name="decisions_of_spam"),
        ),
    ]
