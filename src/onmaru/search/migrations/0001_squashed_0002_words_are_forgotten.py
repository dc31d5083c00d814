import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("search", "0001_initial"), ("search", "0002_words_are_forgotten")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Census",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("counted_at", models.DateTimeField(null=True)),
                ("entries", models.BigIntegerField(default=0)),
                ("average_length", models.FloatField(default=0)),
                ("daily", models.FloatField(default=1)),
                ("learned_id", models.BigIntegerField(default=0)),
                ("doubted_id", models.BigIntegerField(db_default=0, default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("key", models.IntegerField(primary_key=True, serialize=False)),
                ("share", models.FloatField()),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort", models.CharField(max_length=20)),
                ("thing_id", models.BigIntegerField()),
                ("conversation_id", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
                ("length", models.IntegerField()),
                ("keys", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="search_entries_newest_first",
                    ),
                    models.Index(fields=["conversation_id"], name="search_entries_of_conversation"),
                    django.contrib.postgres.indexes.GinIndex(fields=["keys"], gin_pending_list_limit=16384, name="search_entries_by_key"),
                ],
                "constraints": [models.UniqueConstraint(fields=("sort", "thing_id"), name="a_thing_has_one_search_entry")],
            },
        ),
        migrations.CreateModel(
            name="Progress",
            fields=[
                ("sort", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("reached", models.BigIntegerField(default=0, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=20, unique=True)),
                ("strokes", models.CharField(max_length=100)),
                ("initials", models.CharField(blank=True, max_length=20)),
                ("slips", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ("count", models.BigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["strokes"], name="search_words_by_strokes", opclasses=["varchar_pattern_ops"]),
                    models.Index(fields=["initials"], name="search_words_by_initials", opclasses=["varchar_pattern_ops"]),
                    django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["slips"], name="search_words_by_slip"),
                ],
            },
        ),
    ]
