from django.db import migrations

from zhiheng.publications.verifying import code_of


def give_codes(apps, schema_editor):  # type: ignore[no-untyped-def]
    """Documents issued before there were codes get theirs; nothing else of them changes."""
    for one in apps.get_model("publications", "Publication")._base_manager.filter(code="").only("pk", "digest"):
        one.code = code_of(one)
        one.save(update_fields=["code"])


class Migration(migrations.Migration):

    dependencies = [('publications', '0003_documents_have_a_life_before_and_after_issue')]

    operations = [migrations.RunPython(give_codes, migrations.RunPython.noop)]
