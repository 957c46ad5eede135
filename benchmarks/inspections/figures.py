"""An office that counts the inspections: its register, its figures and its dashboard, written as offices write them."""

from pathlib import Path

from inspections import DEFINITION, ID

SOURCE = f'source = {{document = "benchmarks/inspections"}}\nfrom = "{ID}"\n'
FIGURES = {
    "checks": 'name = "检查次数"\nmeasure = "count"\nprint = {unit = "次"}',
    "failed": 'name = "不合格数"\nmeasure = "count"\nwhere = {result = "不合格"}\nprint = {unit = "次"}',
    "passed": (
        'name = "检查合格率"\nmeasure = "count"\nnumerator = {where = {result = "合格"}}\n'
        'print = {unit = "%", decimals = 1, base = "次"}'
    ),
    "fined": 'name = "检查罚款"\nmeasure = "sum fine"\nprint = {unit = "万元", decimals = 2}',
    "staffed": 'name = "出动人次"\nmeasure = "sum staff"\nprint = {unit = "人次"}',
    "kinds": 'name = "各类检查次数"\nmeasure = "count"\nby = ["kind"]\nprint = {unit = "次"}',
}
KEY = [name for name in FIGURES if name != "kinds"]


def define(office: Path) -> None:
    """The definitions in an office's own tree."""
    _write(office / "registers" / f"{ID}.toml", DEFINITION)
    for name, text in FIGURES.items():
        _write(office / "indicators" / f"{name}.toml", SOURCE + text)
    _write(office / "dashboard.csv", "\n".join(["indicator", *KEY, ""]))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
