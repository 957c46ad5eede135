from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from zhiheng.core.values.masking import MARK, masked_kept


class Sealed(models.Model):
    """One entry of a chain: its number, the digest of the entry before it, and its own."""

    seq = models.BigIntegerField(unique=True)  # from 1, without a gap
    prev = models.CharField(max_length=64, default="")
    digest = models.CharField(max_length=64)
    digest_name = models.CharField(max_length=10)
    hints = models.CharField(max_length=80, default="")  # check sums that help to say what was altered

    class Meta:
        abstract = True


class Revision(Sealed):
    """One change of one kept thing. Users are named by id and name, without foreign key: an entry outlives them."""

    subject_type = models.CharField(max_length=40)  # "documents.item"
    subject_id = models.BigIntegerField()
    about_type = models.CharField(max_length=40, default="")  # the larger thing it is part of: "documents.document"
    about_id = models.BigIntegerField(default=0)
    verb = models.CharField(max_length=30)
    by_id = models.BigIntegerField(default=0)  # 0: the program itself
    by_name = models.CharField(max_length=60, default="")
    approved_by_id = models.BigIntegerField(default=0)  # 0: nobody's approval was asked
    approved_by_name = models.CharField(max_length=60, default="")
    at = models.DateTimeField()
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    reason = models.CharField(max_length=500, default="")
    content = models.CharField(max_length=64, default="")  # digest of the whole thing after the change; "": not kept

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "seq"], name="revision_subject"),
            models.Index(fields=["about_type", "about_id", "seq"], name="revision_about"),
        ]

    def changes(self) -> list[tuple[str, object, object]]:
        """What differs: (field, old, new); what is personal is masked."""
        keys = [*self.before, *(k for k in self.after if k not in self.before)]
        differing = [key for key in keys if self.before.get(key) != self.after.get(key)]
        return [(key, masked(key, self.before.get(key)), masked(key, self.after.get(key))) for key in differing]


def masked(key: str, value: object) -> object:
    """A value of `before` or `after` as it may be shown: a personal one masked."""
    return masked_kept(value, key.removesuffix(MARK)) if key.endswith(MARK) else value


class PersonalRead(Sealed):
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


class Head(models.Model):
    """Where one chain ends now. Whoever adds to the chain holds this row until the change is committed."""

    chain = models.CharField(max_length=10, primary_key=True)  # of core.sealing.CHAINS
    seq = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")
    at = models.DateTimeField(null=True)  # of the last entry: the next is not earlier
    taken_over = models.BigIntegerField(default=0)  # entries up to here were kept before there were seals
    taken_over_at = models.DateTimeField(null=True)


class DailyRoot(models.Model):
    """What one day added to both chains, bound by one digest that can be kept elsewhere."""

    day = models.DateField(unique=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField()  # first - 1 where the day added nothing
    head = models.CharField(max_length=64, default="")
    reads_first = models.BigIntegerField()
    reads_last = models.BigIntegerField()
    reads_head = models.CharField(max_length=64, default="")
    prev = models.CharField(max_length=64, default="")
    root = models.CharField(max_length=64)
    digest_name = models.CharField(max_length=10)
    closed_at = models.DateTimeField()

    class Meta:
        ordering = ["-day"]

    @property
    def groups(self) -> str:
        """The root as people copy it: eight digits at a time."""
        return " ".join(self.root[place : place + 8] for place in range(0, len(self.root), 8))

    @property
    def count(self) -> int:
        return self.last - self.first + 1

    @property
    def reads_count(self) -> int:
        return self.reads_last - self.reads_first + 1


class Verification(models.Model):
    """One verification of everything that is sealed: when, for whom, how much, and what was found."""

    STATES = [("waits", "排队中"), ("runs", "核验中"), ("sound", "完好"), ("flawed", "发现问题"), ("failed", "没有完成")]

    state = models.CharField(max_length=10, choices=STATES, default="waits")
    asked_at = models.DateTimeField()
    by_name = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True)
    entries = models.BigIntegerField(default=0)
    contents = models.BigIntegerField(default=0)  # live things compared with their last entry
    flaws = models.BigIntegerField(default=0)
    says = models.JSONField(default=list)  # a sentence for each of the first flaws

    class Meta:
        ordering = ["-pk"]
