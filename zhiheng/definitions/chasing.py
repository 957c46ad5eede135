"""The definition of 督办 from `chasing/chasing.toml`: an office's own file replaces ours whole."""

from functools import lru_cache
from pathlib import Path

from zhiheng.core.values.chasing import NEEDS, Chasing
from zhiheng.core.values.faults import Fault
from zhiheng.definitions.strict import Change, changes_of, converted, files, place, table_of, text_of


def chasing(office: Path | None = None) -> Chasing:
    """Acts and lights; loaded once, and again when a file of the office has changed. Raises: Fault D201–D203, D480–D484."""
    changes = changes_of(office, "chasing/*.toml") if office else ()
    return _loaded(office if changes else None, changes)


@lru_cache(maxsize=4)
def _loaded(office: Path | None, changes: tuple[Change, ...]) -> Chasing:
    path = files("chasing", ".toml", office)["chasing"]
    return chasing_from(path, text_of(path))


def chasing_from(path: Path, text: str) -> Chasing:
    """The definition in a text. Raises: Fault D201–D203, D480–D485."""
    found = converted(table_of(path, text), Chasing, path)
    _prove_acts(found, place(path))
    _prove_lights(found, place(path))
    for find in found.finds:
        if "{who}" not in find.says:
            raise Fault("D485", f"{place(path)} finds {find.indicator}：says 里没有 {{who}}，看不出是谁。请写上。")
    return found


def _prove_acts(found: Chasing, where: str) -> None:
    ids = [act.id for act in found.acts]
    if twice := sorted({id for id in ids if ids.count(id) > 1}):
        raise Fault("D480", f"{where}：动作“{twice[0]}”写了两次。请改其中一个的 id。")
    for act in found.acts:
        if unknown := [need for need in act.needs if need not in NEEDS]:
            raise Fault("D481", f"{where} {act.name}：needs 里的“{unknown[0]}”不认识。可用的：{'、'.join(NEEDS)}。")
        if act.due in ("ask", "set") and "due" not in act.needs:
            raise Fault("D481", f"{where} {act.name}：due = \"{act.due}\" 要填时限。请在 needs 里加上 due。")
        if ended := [state for state in act.start if state in found.ends]:
            raise Fault("D482", f"{where} {act.name}：从终点“{ended[0]}”不能再走。请从 from 里删去，或不把它列为终点。")
    if stray := [state for state in found.done if state not in found.states]:
        raise Fault("D482", f"{where}：done 里的“{stray[0]}”不是任何动作到的状态。可用的：{'、'.join(found.states)}。")
    reached = {found.start} | {act.end for act in found.acts if act.end}
    if lost := [state for state in found.states if state not in reached]:
        raise Fault("D482", f"{where}：没有一个动作到“{lost[0]}”。请核对状态的写法，或加上到它的动作。")


def _prove_lights(found: Chasing, where: str) -> None:
    days = [edition.since for edition in found.editions]
    if not days or days != sorted(set(days)):
        raise Fault("D483", f"{where}：editions 要按 since 从早到晚写，不能重复，至少一段。请调整次序或日期。")
    for edition in found.editions:
        named = f"{where} {edition.since} 起的灯"
        ids = [light.id for light in edition.lights]
        if not ids or len(ids) != len(set(ids)):
            raise Fault("D484", f"{named}：没有灯，或者两个灯的 id 相同。请核对。")
        if hidden := [light.name for light in edition.lights[:-1] if not light.when]:
            raise Fault("D484", f"{named}：“{hidden[0]}”没有条件，它后面的灯永远不会亮。请写上条件，或放到最后。")
        states = {state for light in edition.lights for when in light.when for state in when.states}
        if unknown := sorted(states - set(found.states)):
            raise Fault("D484", f"{named}：没有“{unknown[0]}”这个状态。可用的：{'、'.join(found.states)}。")
