"""The arguments of a call: each by its name, of the kind it must be."""

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import FieldInfo, fields

from zhiheng.core.values.faults import Fault
from zhiheng.core.writing.templates.calling import Call, Each
from zhiheng.core.writing.templates.functions import FUNCTIONS

_SHOULD_BE = {
    "indicator": "双引号里的指标编号", "indicators": "方括号里的指标编号，例如 [\"cases-found\", \"cases-filed\"]",
    "period": "last-year、previous、cumulative，或 2024、2025H1、2025Q3、2025-07、2025-01-01..2025-07-25 这样的期间",
    "against": "last-year、previous 或一个年份", "decimals": "0 到 8 的整数", "step": "大于 0 的整数", "more": "多或余",
    "by": "points、percent 或 amount", "of": "done、missing、unreported 或 names", "first": "1 到 1000 的整数",
    "tall": "1 到 20 的整数，是每格几行高", "names": "方括号里的几个名称，例如 [\"签发\", \"核稿\"]",
    "kind": "areas 或 trend", "level": "省、市、县、乡镇或市县", "columns": "方括号里的栏目代码", "where": "{\"栏目\": \"值\"}",
}  # fmt: skip
_YES_NO = ("values", "short", "landscape", "numbered")
OF_LISTS = ("count", "names", "except_areas", "some_areas")  # where `of` says which list of a figure


def called(name: str, given: Sequence[Any], named: Sequence[tuple[str, Any]], where: str) -> Call:
    """The call of a function. `where` is the file and the line, for messages.

    Raises: Fault W150 no such function · W151 an argument that is missing, unknown, or not as it must be.
    """
    if name not in FUNCTIONS:
        raise Fault("W150", f"{where}：没有“{name}”这个写法。{_near(name, list(FUNCTIONS))}可用的：{'、'.join(FUNCTIONS)}。")
    wanted = FUNCTIONS[name]
    known = {field.name: field for field in fields(wanted)}
    return wanted(**_arguments(name, given, named, known, where))


def _arguments(
    name: str, given: Sequence[Any], named: Sequence[tuple[str, Any]], known: Mapping[str, FieldInfo], where: str
) -> dict[str, Any]:
    needed = [field for field, about in known.items() if about.required]
    if len(given) > len(needed):
        extra = "、".join(known) or "（没有）"
        raise Fault("W151", f"{where}：{name}( ) 里不带名称的值太多。请写成“名称=值”，名称可用：{extra}。")
    said = dict(zip(needed, given, strict=False))
    for argument, value in named:
        if argument not in known:
            near = _near(argument, list(known))
            raise Fault("W151", f"{where}：{name}( ) 没有“{argument}”。{near}可用的：{'、'.join(known)}。")
        if argument in said:
            raise Fault("W151", f"{where}：{name}( ) 的“{argument}”写了两次。请删去一个。")
        said[argument] = value
    for argument in needed:
        if argument not in said:
            raise Fault("W151", f"{where}：{name}( ) 缺少“{argument}”。请补上，应为{_should_be(argument)}。")
    return {argument: _converted(name, argument, value, known[argument], where) for argument, value in said.items()}


def _converted(name: str, argument: str, value: Any, field: FieldInfo, where: str) -> Any:
    if isinstance(value, Each) and argument in ("area", "part", "of") and name not in OF_LISTS:
        return value
    try:
        return msgspec.convert(value, field.type)
    except msgspec.ValidationError:
        shown = value.name if isinstance(value, Each) else value
        said = f"{where}：{name}( ) 的“{argument}”写成了“{shown}”"
        raise Fault("W151", f"{said}。应为{_should_be(argument)}，请改正。") from None


def _should_be(argument: str) -> str:
    return "true 或 false" if argument in _YES_NO else _SHOULD_BE.get(argument, "双引号里的文字")


def _near(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"是不是“{near[0]}”？" if near else ""
