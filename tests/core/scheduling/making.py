"""A register of cases made for these tests: a fictional law, real days."""

import tempfile
from datetime import date
from pathlib import Path

from zhiheng.core.values.lifecycles import Passage
from zhiheng.core.values.registers import Register
from zhiheng.definitions.registers import register_from

CASE = """
name = "示例案"
pattern = "procedure"
row = "一宗案件"
key = ["no"]
event = "found_on"
active = ["granted_on", "valid_to", "withdrawn_on"]
source = {document = "示例", clause = "一"}
[fields]
no = {name = "案号", type = "text", required = true}
found_on = {name = "查处日期", type = "date"}
filed_on = {name = "立案日期", type = "date"}
decided_on = {name = "决定日期", type = "date"}
granted_on = {name = "授予日期", type = "date"}
valid_to = {name = "有效期至", type = "date"}
withdrawn_on = {name = "撤销日期", type = "date"}
promised = {name = "承诺天数", type = "int"}
lead = {name = "主办单位", type = "organisation", many = true}
party = {name = "当事人", type = "text", required = "立案"}
[lifecycle]
start = "线索"
end = ["结案", "不予立案"]
steps = [
  {from = "线索", to = "查处", needs = ["found_on"]},
  {from = "查处", to = "立案", who = "chief", needs = ["filed_on"], notify = ["lead"]},
  {from = "查处", to = "不予立案", who = "chief", reason = true},
  {from = "立案", to = "听证", who = "chief"},
  {from = "听证", to = "立案", who = "chief"},
  {from = "立案", to = "吊销", who = "chief", approval = true},
  {from = "立案", to = "结案", needs = ["evidence"], lock = true, opens = {register = "later", copy = {no="no", who="party"}}},
]
[clocks]
file = {start = "reached.线索", stop = "filed_on", limit = "15 wd", warn = "3 wd", basis = "set"}
decide = {start = "filed_on", stop = "decided_on", limit = "90 d", pause = ["听证"], basis = "set"}
work = {start = "filed_on", stop = "decided_on", limit = "20 wd", pause = ["听证"], basis = "set"}
reply = {start = "found_on", stop = "reached.立案", limit = {field = "promised", unit = "wd"}}
renew = {stop = "withdrawn_on", limit = "valid_to -30 d"}
dated = {start = "found_on", stop = "filed_on", limit = [
  {limit = "10 d", until = 2008-12-31}, {limit = "5 d", from = 2009-01-01},
]}
kind = {start = "found_on", stop = "filed_on", limit = "15 d", shift = true}
close = {start = "filed_on", limit = "3 months"}
law = {start = "found_on", stop = "filed_on", limit = "15 d", basis = "law", confirmed = false, source = "示例条例第七条"}
object = {start = "found_on", stop = "filed_on", limit = "15 d", window = true}
graded = {start = "found_on", stop = "filed_on", limit = [{limit = "1 d", where = {party = "大厂"}}, {limit = "3 d"}]}
joint = {start = "found_on", stop = "filed_on", limit = "5 d", where = {lead = {filled = true}}}
quick = {start = "found_on", stop = "filed_on", limit = "24 h"}
"""


OPENED = """
name = "示例公开"
pattern = "publication"
row = "一条公开"
key = ["no"]
source = {document = "示例", clause = "二"}
[fields]
no = {name = "案号", type = "text", required = true}
who = {name = "当事人", type = "text"}
from_case = {name = "来源案件", type = "ref", to = "case"}
"""


def case_register() -> Register:
    """The register of cases, through the strict loader."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.toml"
        path.write_text(CASE, "utf-8")
        return register_from(path)


def went_through(*passages: tuple[str, date]) -> tuple[Passage, ...]:
    """The log of a row's states."""
    return tuple(Passage(state, on) for state, on in passages)
