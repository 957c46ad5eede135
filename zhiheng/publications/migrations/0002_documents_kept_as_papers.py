from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('publications', '0001_issued_documents')]

    operations = [
        migrations.AddField(
            model_name='publication',
            name='paper',
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
