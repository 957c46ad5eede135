import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def changed_when_entered(apps, schema_editor):
    apps.get_model("registers", "Row").objects.update(changed_at=models.F("entered_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0002_areas_have_paths'),
        ('registers', '0001_rows_and_their_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(blank=True, default='', max_length=60)),
                ('name', models.CharField(max_length=255)),
                ('digest', models.CharField(max_length=64)),
                ('digest_name', models.CharField(default='sha256', max_length=10)),
                ('size', models.PositiveBigIntegerField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='row',
            name='changed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='row',
            name='clocks',
            field=models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder),
        ),
        migrations.AddField(
            model_name='row',
            name='definition',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.AddField(
            model_name='row',
            name='document',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.AddField(
            model_name='row',
            name='due_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='row',
            name='expires_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='row',
            name='late',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='row',
            name='locked',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='row',
            name='marks',
            field=models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder),
        ),
        migrations.AddField(
            model_name='row',
            name='reached',
            field=models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder),
        ),
        migrations.AddField(
            model_name='row',
            name='state',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.AddField(
            model_name='row',
            name='unit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation'),
        ),
        migrations.AddField(
            model_name='row',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name='row',
            name='event_on',
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name='row',
            index=models.Index(fields=['due_on'], name='row_due'),
        ),
        migrations.AddIndex(
            model_name='row',
            index=models.Index(fields=['expires_on'], name='row_expiring'),
        ),
        migrations.AddField(
            model_name='attachment',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='attachment',
            name='row',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='registers.row'),
        ),
        migrations.AddIndex(
            model_name='attachment',
            index=models.Index(fields=['digest'], name='attachment_digest'),
        ),
        migrations.RunPython(changed_when_entered, migrations.RunPython.noop),
        migrations.AlterField(model_name="row", name="changed_at", field=models.DateTimeField()),
    ]
