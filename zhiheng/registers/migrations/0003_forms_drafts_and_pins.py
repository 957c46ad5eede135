import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def tails_of_keys(apps, schema_editor):
    Row = apps.get_model("registers", "Row")
    some = []
    for row in Row.objects.only("pk", "key").iterator(chunk_size=2000):
        row.tail = row.key.rsplit("|", 1)[-1][:100]
        some.append(row)
        if len(some) == 2000:
            Row.objects.bulk_update(some, ["tail"], batch_size=400)
            some = []
    Row.objects.bulk_update(some, ["tail"], batch_size=400)


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0002_areas_have_paths'),
        ('registers', '0002_rows_go_through_states'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.CharField(max_length=60)),
                ('row', models.BigIntegerField(default=0)),
                ('cells', models.JSONField(default=dict)),
                ('version', models.PositiveIntegerField(default=0)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Pin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.CharField(max_length=60)),
            ],
        ),
        migrations.AddField(
            model_name='row',
            name='tail',
            field=models.CharField(blank=True, default='', max_length=100),
        ),
        migrations.AddIndex(
            model_name='row',
            index=models.Index(fields=['register', 'tail'], name='row_tail'),
        ),
        migrations.AddIndex(
            model_name='row',
            index=models.Index(fields=['event_on'], name='row_day'),
        ),
        migrations.AddField(
            model_name='draft',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pin',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(fields=('by', 'register', 'row'), name='draft_once'),
        ),
        migrations.AddConstraint(
            model_name='pin',
            constraint=models.UniqueConstraint(fields=('by', 'register'), name='pin_once'),
        ),
        migrations.RunPython(tails_of_keys, migrations.RunPython.noop),
    ]
