from django.db import migrations, models

import advisory.search.models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=12)),
                ("thing", models.UUIDField()),
                ("part", models.CharField(blank=True, max_length=48)),
                ("board", models.UUIDField()),
                ("audience", models.CharField(max_length=200)),
                ("owner", models.UUIDField(null=True)),
                ("sort", models.CharField(max_length=12)),
                ("number", models.PositiveSmallIntegerField(null=True)),
                ("place", models.PositiveIntegerField(null=True)),
                ("role", models.CharField(blank=True, max_length=10)),
                ("words", advisory.search.models.WordsField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("thing", "part"), name="found_once")],
            },
        ),
    ]
