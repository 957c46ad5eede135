"""Revisions and readings become chains. What was kept before is sealed as it is now, in order: from this day on a
change of it shows; what happened to it earlier cannot be proved."""

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

from zhiheng.core.sealing import hints, sealed
from zhiheng.core.values.seals import START
from zhiheng.history.sealing import moment

AT_ONCE = 500
CHAINS = {"changes": "Revision", "reads": "PersonalRead"}
BESIDE = {"id", "digest", "hints"}


def seal_what_is_kept(apps, schema_editor):
    Head, now = apps.get_model("history", "Head"), timezone.now()
    for chain, name in CHAINS.items():
        model = apps.get_model("history", name)
        end, at, some = START, None, []
        for kept in model.objects.order_by("at", "pk").iterator(AT_ONCE):
            some.append(kept)
            if len(some) == AT_ONCE:
                end = seal(chain, model, some, end)
                some = []
            at = kept.at
        if some:
            end = seal(chain, model, some, end)
        taken_over_at = now if end.seq else None
        Head.objects.create(
            chain=chain, seq=end.seq, digest=end.digest, at=at, taken_over=end.seq, taken_over_at=taken_over_at
        )


def seal(chain, model, some, end):
    names = [field.name for field in model._meta.concrete_fields if field.name not in BESIDE]
    entries = [{n: getattr(kept, n) for n in names} | {"chain": chain, "at": moment(kept.at)} for kept in some]
    for kept, (entry, digest) in zip(some, sealed(entries, end, settings.SEAL_DIGEST), strict=True):
        kept.seq, kept.prev, kept.digest_name, kept.digest = entry["seq"], entry["prev"], entry["digest_name"], digest
        kept.hints = hints(entry)
    model.objects.bulk_update(some, ["seq", "prev", "digest", "digest_name", "hints"])
    return end._replace(seq=some[-1].seq, digest=some[-1].digest)


def seal_columns(model):
    return [
        migrations.AddField(model, "seq", models.BigIntegerField(null=True)),
        migrations.AddField(model, "prev", models.CharField(default="", max_length=64)),
        migrations.AddField(model, "digest", models.CharField(default="", max_length=64)),
        migrations.AddField(model, "digest_name", models.CharField(default="", max_length=10)),
        migrations.AddField(model, "hints", models.CharField(default="", max_length=80)),
    ]


def seal_demanded(model):
    return [
        migrations.AlterField(model, "seq", models.BigIntegerField(unique=True)),
        migrations.AlterField(model, "digest", models.CharField(max_length=64)),
        migrations.AlterField(model, "digest_name", models.CharField(max_length=10)),
    ]


class Migration(migrations.Migration):
    dependencies = [("history", "0001_revisions")]

    operations = [
        *seal_columns("revision"),
        *seal_columns("personalread"),
        migrations.AddField("revision", "content", models.CharField(default="", max_length=64)),
        migrations.AddField("revision", "approved_by_id", models.BigIntegerField(default=0)),
        migrations.AddField("revision", "approved_by_name", models.CharField(default="", max_length=60)),
        migrations.CreateModel(
            "Head",
            [
                ("chain", models.CharField(max_length=10, primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField(default=0)),
                ("digest", models.CharField(default="", max_length=64)),
                ("at", models.DateTimeField(null=True)),
                ("taken_over", models.BigIntegerField(default=0)),
                ("taken_over_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            "DailyRoot",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True)),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("head", models.CharField(default="", max_length=64)),
                ("reads_first", models.BigIntegerField()),
                ("reads_last", models.BigIntegerField()),
                ("reads_head", models.CharField(default="", max_length=64)),
                ("prev", models.CharField(default="", max_length=64)),
                ("root", models.CharField(max_length=64)),
                ("digest_name", models.CharField(max_length=10)),
                ("closed_at", models.DateTimeField()),
            ],
            options={"ordering": ["-day"]},
        ),
        migrations.CreateModel(
            "Verification",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waits", "排队中"),
                            ("runs", "核验中"),
                            ("sound", "完好"),
                            ("flawed", "发现问题"),
                            ("failed", "没有完成"),
                        ],
                        default="waits",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=60)),
                ("ended_at", models.DateTimeField(null=True)),
                ("entries", models.BigIntegerField(default=0)),
                ("contents", models.BigIntegerField(default=0)),
                ("flaws", models.BigIntegerField(default=0)),
                ("says", models.JSONField(default=list)),
            ],
            options={"ordering": ["-pk"]},
        ),
        migrations.RunPython(seal_what_is_kept, migrations.RunPython.noop),
        *seal_demanded("revision"),
        *seal_demanded("personalread"),
        migrations.RemoveIndex("revision", "revision_subject"),
        migrations.RemoveIndex("revision", "revision_about"),
        migrations.AddIndex("revision", models.Index(fields=["subject_type", "subject_id", "seq"], name="revision_subject")),
        migrations.AddIndex("revision", models.Index(fields=["about_type", "about_id", "seq"], name="revision_about")),
    ]
