"""What the table of runs says is said there alone. Apart from the migration before: PostgreSQL alters no table whose rows it has just changed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("indicators", "0002_runs_and_revisions"), ("directory", "0001_areas_and_organisations")]

    operations = [
        migrations.RemoveField("observation", "run_name"),
        migrations.RemoveField("observation", "definition_digest"),
        migrations.RemoveField("observation", "rows_digest"),
        migrations.RemoveField("observation", "digest_name"),
        migrations.RemoveField("observation", "program"),
        migrations.AlterField("observation", "run", models.ForeignKey(
            on_delete=django.db.models.deletion.PROTECT, related_name="observations", to="indicators.run")),
        migrations.AlterField("observation", "confirmed", models.ForeignKey(
            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.run")),
        migrations.RemoveIndex("observation", "observation_of"),
        migrations.AlterField("observation", "area", models.ForeignKey(
            db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.area")),
        migrations.AlterField("observation", "denominator", models.DecimalField(decimal_places=6, max_digits=38, null=True)),
        migrations.AlterField("observation", "numerator", models.DecimalField(decimal_places=6, max_digits=38, null=True)),
        migrations.AlterField("observation", "value", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
        migrations.AlterField("observation", "empty", models.PositiveBigIntegerField()),
        migrations.AlterField("observation", "rows", models.PositiveBigIntegerField()),
        migrations.AlterField("observation", "state", models.CharField(
            choices=[("complete", "齐全"), ("partial", "有未填"), ("unknown", "暂无数据"), ("undecidable", "不可判")], max_length=12)),
        migrations.AddIndex("observation", models.Index(
            fields=["indicator", "start", "end", "current"], name="observation_current")),
        migrations.AddConstraint("observation", models.UniqueConstraint(
            fields=("area", "indicator", "start", "end", "revision"), name="observation_once")),
    ]
