"""Writes docs/systems.md: each system that the five documents name, what realises it, and whether it works.

Run: .venv/bin/python docs/write_systems.py
"""

from pathlib import Path

from zhiheng.definitions.catalogue import Line, catalogue
from zhiheng.definitions.registers import registers
from zhiheng.definitions.systems import System, systems, working

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "systems.md"
CASES = Path("tests") / "cases" / "registers"
TOPICS = {
    "A1": "计划与目标", "A2": "组织任务公文会议", "A3": "督查考核", "A4": "监督抽查", "A5": "执法整治举报", "A6": "追溯风险召回",
    "A7": "信用", "A8": "企业档案帮扶", "A9": "品牌与奖", "A10": "标准", "A11": "计量", "A12": "认证检测许可", "A13": "行业专线",
    "A14": "服务与满意度", "A15": "财政金融人才", "A16": "宣传共治",
}  # fmt: skip
KEPT_IN = {
    "documents": "政策文件", "plans": "方案", "indicators": "指标", "directory": "单位与企业", "desk": "工作台",
    "publications": "公文", "assessments": "考核评价", "inspections": "抽查", "lots": "追溯", "surveys": "调查",
}  # fmt: skip
HEAD = """\
# 五份文件的系统

五份文件（001、003 是计划，000、002、004 是报告）点名的每一个系统、台账、行动和程序，由哪份定义或哪个页面实现，现在能不能用。
**可用**：由台账实现的，定义能载入，并且算例（`tests/cases/registers/`）通过；由页面实现的，有指名的测试。
本页由 `docs/write_systems.py` 从 `zhiheng/definitions/systems.csv` 和定义目录生成，请勿手工修改。
"""


def page() -> str:
    """The whole of docs/systems.md."""
    known = {line.slug: line for line in catalogue()}
    cased = {name for name in registers() if (ROOT / CASES / f"{name}.toml").exists()}
    works = {system.id for system in working(cased)}
    parts = [HEAD, f"\n可用 **{len(works)}** 个，共 {len(systems())} 个。\n"]
    for topic, title in TOPICS.items():
        here = [system for system in systems() if system.topic == topic]
        usable = sum(system.id in works for system in here)
        parts.append(f"\n## {topic} {title}（{usable}/{len(here)}）\n\n")
        parts.append("| 编号 | 系统 | 出处 | 定义或页面 | 状态 | 凭据 |\n|---|---|---|---|---|---|\n")
        parts += [row(system, known[system.definition], system.id in works) for system in here]
    return "".join(parts)


def row(system: System, line: Line, works: bool) -> str:
    """One system as a line of the table."""
    by_register = line.kept_in == "registers"
    place = f"台账 `{line.slug}` {line.name}" if by_register else f"{KEPT_IN[line.kept_in]} `{line.slug}` {line.name}"
    proof = f"`{CASES.as_posix()}/{line.slug}.toml`" if by_register else f"`{system.test}`"
    cells = (system.id, system.name, system.source, place, "可用" if works else "尚未", proof if works else "")
    return f"| {' | '.join(cell.replace('|', '／') for cell in cells)} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
