from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("triage", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Learnt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("learnt_at", models.DateTimeField()),
                ("examples", models.IntegerField()),
                ("corrections", models.IntegerField()),
                ("asked", models.IntegerField()),
                ("accuracy", models.FloatField()),
                ("accuracy_before", models.FloatField(blank=True, null=True)),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("content", models.BinaryField()),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("accuracy__range", (0, 1))), name="an_accuracy_is_a_share"),
                ],
            },
        ),
    ]
