"""The named test cast, and builders of rows for tests of every app.

    import factories

    cast = factories.cast()            # everyone below, in one province
    cast.clerk                         # 张经办, 经办人 of 县市场监管局 in 示例县 (990100)
    cast.client("clerk")               # a Django client signed in as her

示例省 (990000) holds 示例县 (990100) and 邻县 (990200).
"""

import hashlib
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.test import Client

from zhiheng.accounts.models import Membership, User
from zhiheng.directory.models import Area, Organisation
from zhiheng.documents.models import Document, DocumentText, Item

PASSWORD = "quality-2026-tests"
A_MOMENT = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)  # 2026-11-20 09:30 in Shanghai


class Cast(NamedTuple):
    """Who plays in the tests."""

    province: Area
    county: Area
    neighbour_county: Area
    province_office: Organisation  # 省市场监管局
    office: Organisation  # 示例县's 县市场监管局
    neighbour_office: Organisation  # 邻县's 县市场监管局
    clerk: User  # 张经办: everything, in 示例县
    drafter: User  # 李起草
    reviewer: User  # 王审核
    reader: User  # 赵读者: sees, changes nothing
    neighbour: User  # 钱邻县: the clerk of the neighbour county
    province_clerk: User  # 孙省局

    def client(self, who: str) -> Client:
        """A client signed in as that member of the cast."""
        client = Client()
        client.force_login(getattr(self, who), backend="django.contrib.auth.backends.ModelBackend")
        return client


def cast() -> Cast:
    """The whole cast, saved."""
    province = area("990000", "示例省", "province")
    county = area("990100", "示例县", "county", province)
    neighbour_county = area("990200", "邻县", "county", province)
    province_office = office(province, "省市场监管局")
    own = office(county, "县市场监管局")
    neighbour_office = office(neighbour_county, "县市场监管局")
    made = Cast(
        province, county, neighbour_county, province_office, own, neighbour_office,
        clerk=person("clerk", "张经办", own, "clerk"),
        drafter=person("drafter", "李起草", own, "drafter"),
        reviewer=person("reviewer", "王审核", own, "reviewer"),
        reader=person("reader", "赵读者", own, "reader"),
        neighbour=person("neighbour", "钱邻县", neighbour_office, "clerk"),
        province_clerk=person("province", "孙省局", province_office, "clerk"),
    )
    made.clerk.is_founder = True  # stands in for the three administrators
    made.clerk.save()
    return made


def area(code: str, name: str, level: str, parent: Area | None = None) -> Area:
    """The area of that code."""
    return Area.objects.get_or_create(code=code, defaults={"name": name, "level": level, "parent": parent})[0]


def office(where: Area, name: str, position: int = 10) -> Organisation:
    """The body of that name in an area."""
    return Organisation.objects.get_or_create(area=where, name=name, defaults={"position": position})[0]


def person(username: str, name: str, works_for: Organisation, role: str) -> User:
    """A person who signs in with PASSWORD and has the role in the office."""
    user = User.objects.create_user(username, password=PASSWORD, last_name=name, works_for=works_for)
    Membership.objects.create(user=user, organisation=works_for, role=role)
    return user


def document(where: Organisation, by: User, raw: str = "", **fields: Any) -> Document:
    """A document that was read; its repaired text is `raw` itself. No original lies on disk."""
    raw = raw or "示例省质量工作意见\n到2027年，产品质量合格率达到95%以上。（省市场监管局牵头，省教育厅配合）\n"
    digest = hashlib.sha256(f"{raw}{fields.get('name', '')}".encode()).hexdigest()
    given = {"name": "意见.txt", "title": "示例省质量工作意见", "state": "read", "progress": 100, "read_at": A_MOMENT}
    made = Document.objects.create(
        area=where.area, office=where, digest=digest, size=len(raw.encode()),
        uploaded_by=by, uploaded_at=A_MOMENT, **(given | fields),
    )
    DocumentText.objects.create(document=made, raw=raw, text=raw, ties=[[0, len(raw), 0, len(raw)]])
    return made


def item(of: Document, kind: str = "target", quote: str = "", state: str = "accepted", **value: Any) -> Item:
    """An item of a document, found by the reader; `quote` must stand in its raw text."""
    raw = of.content.raw
    quote = quote or raw[: raw.find("\n")]
    start = raw.index(quote)
    given = VALUES[kind] | value
    return Item.objects.create(
        document=of, kind=kind, start=start, end=start + len(quote), quote=quote, confidence=0.97,
        found=given, value=given, state=state,
        decided_by=of.uploaded_by if state != "pending" else None,
        decided_at=A_MOMENT if state != "pending" else None,
    )


VALUES: dict[str, dict[str, Any]] = {
    "target": {
        "indicator": "产品质量合格率", "scope": "产品", "comparator": ">=", "hold": False, "value": 95, "unit": "%",
        "qualifier": None, "kind": "level", "basis": None, "baseline": None,
        "deadline": {"year": 2027, "due_on": None, "text": "到2027年", "inherited": False},
    },
    "qualitative_target": {"text": "质量总体水平明显提升", "benchmark": None, "deadline": None},
    "task": {
        "text": "开展质量提升行动", "lead_units": ["省市场监管局"], "responsible_units": ["省教育厅"],
        "open_ended": False, "lead_explicit": True, "subject_inferred": False, "deadline": None,
    },
    "mechanism": {"text": "质量工作联席会议", "frequency": "每半年", "every_months": 6, "who": ["省市场监管局"]},
    "rule": {"if": "一次抽查不合格", "then": "责令整改"},
    "statistic": {
        "measure": "抽查批次", "subject": None, "value": 2102, "unit": "批次", "qualifier": None, "kind": "level",
        "basis": None, "period": {"text": "2025年", "from": "2025-01-01", "to": "2025-12-31"},
        "region": None, "comparison": None, "except": [],
    },
}
