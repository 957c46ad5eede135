from django.conf import settings
from django.db import models

from zhiheng.directory.models.areas import Area
from zhiheng.web.scoping import ScopedManager


class Enterprise(models.Model):
    """One firm: by its unified social credit code, by an old number, or by its name alone until a person knows more.

    Rows of registers name it by id. A record found to be of the same firm as another points to it (`merged_into`) and stays.
    """

    ID_KINDS = [
        ("credit", "统一社会信用代码"), ("registration", "工商注册号"), ("organisation", "组织机构代码"), ("none", "没有代码"),
    ]  # fmt: skip
    SIZES = [
        ("", "未填"), ("large", "大型"), ("medium", "中型"), ("small", "小型"), ("micro", "微型"), ("household", "个体工商户"),
    ]  # fmt: skip
    STATUSES = [("active", "存续"), ("suspended", "停业、歇业"), ("revoked", "吊销"), ("cancelled", "注销"), ("moved", "迁出")]

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="enterprises")
    key = models.CharField(max_length=60, unique=True)  # the code; a mark of its own where there is none
    id_kind = models.CharField(max_length=12, choices=ID_KINDS, default="credit")
    code = models.CharField(max_length=20, default="")
    name = models.CharField(max_length=120)
    size = models.CharField(max_length=10, choices=SIZES, default="")
    sector = models.CharField(max_length=8, default="")  # GB/T 4754
    status = models.CharField(max_length=10, choices=STATUSES, default="active")
    head = models.CharField(max_length=60, default="")  # 法定代表人
    address = models.CharField(max_length=200, default="")
    pending = models.BooleanField(default=False)  # without code or name; a person has not looked at it yet
    compared = models.BooleanField(default=False)  # with all others, since its name was last given
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")

    objects = ScopedManager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["area", "name"], name="enterprise_of_area"),
            models.Index(fields=["code"], name="enterprise_code"),
        ]

    def __str__(self) -> str:
        return self.name


class EnterpriseName(models.Model):
    """One name of a firm, registered or only used, and from when to when it was its name."""

    KINDS = [("registered", "登记名称"), ("alias", "别名、简称")]

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=120)
    plain = models.CharField(max_length=120)  # half-width, simplified, without blanks: what an exact match compares
    brand = models.CharField(max_length=60, default="")  # 字号
    sound = models.CharField(max_length=200, default="")  # of the brand, without tones
    kind = models.CharField(max_length=10, choices=KINDS, default="registered")
    since = models.DateField(null=True)
    until = models.DateField(null=True)  # the first day on which it was its name no more

    class Meta:
        ordering = ["-since", "pk"]
        indexes = [
            models.Index(fields=["plain"], name="enterprisename_plain"),
            models.Index(fields=["brand"], name="enterprisename_brand"),
            models.Index(fields=["sound"], name="enterprisename_sound"),
        ]


class EnterprisePair(models.Model):
    """Two records that may be of one firm, why, and what a person decided; the older one is `left`."""

    VERDICTS = [("open", "待判断"), ("same", "同一企业"), ("different", "不是同一企业")]

    left = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="+")
    right = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField(default=0)
    features = models.JSONField(default=list)
    verdict = models.CharField(max_length=10, choices=VERDICTS, default="open")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, default="")

    area_path = "right__area"  # `queries.pairs_within` asks for either
    objects = ScopedManager()

    class Meta:
        ordering = ["-score", "pk"]
        constraints = [models.UniqueConstraint(fields=["left", "right"], name="enterprise_pair")]
        indexes = [models.Index(fields=["verdict", "-score"], name="enterprisepair_open")]
