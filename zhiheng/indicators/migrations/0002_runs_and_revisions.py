"""Computations get a table of their own; what was observed before becomes revisions of it."""

from collections import Counter

import django.db.models.deletion
from django.db import migrations, models


def name_the_runs(apps, schema_editor):
    Run, Observation = apps.get_model("indicators", "Run"), apps.get_model("indicators", "Observation")
    seen = Counter()
    for one in Observation.objects.order_by("computed_at", "pk"):
        made = Run.objects.create(
            name=one.run_name, indicator=one.indicator, definition="", definition_digest=one.definition_digest,
            inputs={"rows": one.rows_digest}, digest_name=one.digest_name, engine="database", program=one.program,
            computed_at=one.computed_at,
        )
        what = (one.indicator, one.area_id, one.start, one.end)
        seen[what] += 1
        Observation.objects.filter(indicator=what[0], area=what[1], start=what[2], end=what[3], current=True).exclude(
            pk=one.pk
        ).filter(computed_at__lte=one.computed_at).update(current=False)
        Observation.objects.filter(pk=one.pk).update(
            run=made, confirmed=made, revision=seen[what], cause="first" if seen[what] == 1 else "rows"
        )


class Migration(migrations.Migration):

    dependencies = [("indicators", "0001_figures_kept")]

    operations = [
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=64, unique=True)),
                ("indicator", models.CharField(max_length=80)),
                ("definition", models.TextField()),
                ("definition_digest", models.CharField(max_length=64)),
                ("inputs", models.JSONField(default=dict)),
                ("digest_name", models.CharField(default="sha256", max_length=10)),
                ("engine", models.CharField(max_length=20)),
                ("program", models.CharField(max_length=20)),
                ("computed_at", models.DateTimeField()),
            ],
            options={"ordering": ["-pk"]},
        ),
        migrations.RenameField("observation", "run", "run_name"),
        migrations.AddField("observation", "run", models.ForeignKey(
            null=True, on_delete=django.db.models.deletion.PROTECT, related_name="observations", to="indicators.run")),
        migrations.AddField("observation", "confirmed", models.ForeignKey(
            null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.run")),
        migrations.AddField("observation", "revision", models.PositiveIntegerField(default=1)),
        migrations.AddField("observation", "current", models.BooleanField(default=True)),
        migrations.AddField("observation", "cause", models.CharField(
            choices=[("first", "初次计算"), ("rows", "台账记录变了"), ("definition", "口径变了"), ("program", "程序变了")],
            default="first", max_length=10)),
        migrations.AddField("observation", "qualifier", models.CharField(blank=True, default="", max_length=4)),
        migrations.AddField("observation", "lists", models.JSONField(default=dict)),
        migrations.AddField("observation", "over", models.CharField(blank=True, default="", max_length=30)),
        migrations.AddField("observation", "why", models.CharField(blank=True, default="", max_length=200)),
        migrations.AddField("observation", "notes", models.JSONField(default=list)),
        migrations.RunPython(name_the_runs, migrations.RunPython.noop),
    ]
