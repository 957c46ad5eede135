from django.db import migrations, models

STEP = 8


def lay_paths(apps, schema_editor):
    """Every area gets its path, from the top down."""
    Area = apps.get_model("directory", "Area")
    areas = {area.pk: area for area in Area.objects.all()}

    def path(area):
        above = path(areas[area.parent_id]) if area.parent_id else ""
        return f"{above}{area.pk:0{STEP}d}"

    for area in areas.values():
        area.path = path(area)
    Area.objects.bulk_update(areas.values(), ["path"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_areas_and_organisations")]

    operations = [
        migrations.AddField("area", "path", models.CharField(default="", editable=False, max_length=160)),
        migrations.AddIndex("area", models.Index(fields=["path"], name="area_path")),
        migrations.RunPython(lay_paths, migrations.RunPython.noop),
    ]
