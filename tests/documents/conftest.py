import pytest

import factories
from zhiheng.documents import actions


@pytest.fixture
def cast(db):
    return factories.cast()


@pytest.fixture(autouse=True)
def originals(settings, tmp_path):
    """Originals lie in a folder of the test's own."""
    settings.ORIGINALS = tmp_path / "originals"
    return settings.ORIGINALS


@pytest.fixture
def added(cast):
    """Adds a file as the clerk of 示例县, and reads it as the background worker would."""

    def add(name, content):
        document, _ = actions.add_document(cast.office, name, content, cast.clerk)
        actions.read_document(document.pk)
        document.refresh_from_db()
        return document

    return add


POLICY = """示例省质量提升三年行动方案

一、主要目标
到2027年，主要农产品质量安全抽检合格率稳定在98%以上，制造业产品质量合格率达到94%以上。

二、重点任务
（一）开展质量提升行动。组织企业对标达标，推动质量改进。（省市场监管局牵头，省教育厅、省农业农村厅配合）
（二）健全质量工作联席会议制度，每半年召开一次会议。
"""


@pytest.fixture
def policy(added):
    """A short policy of our own writing, read."""
    return added("三年行动方案.txt", POLICY.encode())
