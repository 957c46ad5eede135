from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from zhiheng.core.values.masking import MARK, masked_kept


class Revision(models.Model):
    """One change of one kept thing. Users are named by id and name, without foreign key: an entry outlives them."""

    subject_type = models.CharField(max_length=40)  # "documents.item"
    subject_id = models.BigIntegerField()
    about_type = models.CharField(max_length=40, default="")  # the larger thing it is part of: "documents.document"
    about_id = models.BigIntegerField(default=0)
    verb = models.CharField(max_length=30)
    by_id = models.BigIntegerField(default=0)  # 0: the program itself
    by_name = models.CharField(max_length=60, default="")
    at = models.DateTimeField()
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    reason = models.CharField(max_length=500, default="")

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "at"], name="revision_subject"),
            models.Index(fields=["about_type", "about_id", "at"], name="revision_about"),
        ]

    def changes(self) -> list[tuple[str, object, object]]:
        """What differs: (field, old, new); what is personal is masked."""
        keys = [*self.before, *(k for k in self.after if k not in self.before)]
        differing = [key for key in keys if self.before.get(key) != self.after.get(key)]
        return [(key, _masked(key, self.before.get(key)), _masked(key, self.after.get(key))) for key in differing]


def _masked(key: str, value: object) -> object:
    return masked_kept(value, key.removesuffix(MARK)) if key.endswith(MARK) else value


class PersonalRead(models.Model):
    """One reading of personal data in clear: who saw what of whom, when and for what purpose."""

    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    field = models.CharField(max_length=40)
    purpose = models.CharField(max_length=200)
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="personalread_subject")]
