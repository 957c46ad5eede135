"""Roles stand in files: strict, and an office's own replace ours."""

import pytest

from zhiheng.core.values.faults import Fault
from zhiheng.definitions.registers import registers
from zhiheng.definitions.roles import role_from, roles, sound_roles

GOOD = 'name = "窗口"\nsays = "受理投诉举报。"\nplace = 60\nmay = ["desk.view", "documents.*"]\nsteps = ["clerk"]\n'
REGISTERS = '[[registers]]\nof = ["A5", "quality-*"]\nacts = ["view", "add"]\n'


def written(folder, text=GOOD + REGISTERS, name="counter.toml"):
    (folder / "roles").mkdir(exist_ok=True)
    path = folder / "roles" / name
    path.write_text(text, "utf-8")
    return path


def test_an_office_adds_a_role_and_replaces_one_of_ours(tmp_path):
    written(tmp_path)
    written(tmp_path, GOOD.replace("窗口", "旁观"), "reader.toml")
    found = roles(tmp_path)
    assert found["counter"].name == "窗口"
    assert found["reader"].name == "旁观"
    assert not found["reader"].allows("registers.view")
    assert roles()["reader"].name == "读者"


def test_a_role_reaches_registers_by_topic_by_pattern_and_no_further(tmp_path):
    written(tmp_path)
    role = roles(tmp_path)["counter"]
    assert role.allows("registers.add", "complaint-report")  # topic A5
    assert role.allows("registers.add", "quality-course")
    assert not role.allows("registers.add", "training")
    assert not role.allows("registers.void", "complaint-report")
    assert role.allows("documents.teach")
    assert not role.allows("plans.view")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('"desk.view"', '"desk.veiw"'), "是不是“desk.view”"),
        (('"documents.*"', '"document.*"'), "是不是“documents”"),
        (('"view", "add"', '"view", "delete"'), "acts"),
        (('"A5"', '"A17"'), "A17"),
        (("place", "plaice"), "是不是“place”"),
        (('steps = ["clerk"]', 'administers = "audit"'), "管理员角色不能看业务台账"),
    ],
)
def test_a_mistake_in_a_role_is_named_with_its_remedy(tmp_path, change, says):
    with pytest.raises(Fault, match=r"counter\.toml") as refused:
        role_from(written(tmp_path, (GOOD + REGISTERS).replace(*change)))
    assert says in refused.value.says


def test_every_step_of_every_register_is_somebodys_to_take():
    takers = {role.id: role for role in roles().values() if role.id != "clerk"}
    steps = [
        (register.id, step.who)
        for register in registers().values()
        if register.lifecycle
        for step in register.lifecycle.steps
        if step.who
    ]
    assert steps
    nobodys = {
        (register, who)
        for register, who in steps
        if not any(role.acts_as(who) and role.allows("registers.step", register) for role in takers.values())
    }
    assert not nobodys


def test_the_three_administrators_share_no_permission_but_their_own_account():
    three = [role.permissions - {"accounts.own"} for role in roles().values() if role.administers]
    assert len(three) == 3
    assert sum(map(len, three)) == len(frozenset.union(*three))
    assert not any(role.registers for role in roles().values() if role.administers)


def test_a_role_with_a_mistake_gives_nothing_and_locks_nobody_else_out(tmp_path):
    path = written(tmp_path, "name = ", "reader.toml")
    found, faults = sound_roles(tmp_path)
    assert "reader" not in found  # not ours either, which might allow more than the office wanted
    assert found["clerk"].allows("registers.view")
    assert "reader.toml" in faults[0].says
    path.write_text(GOOD, "utf-8")
    assert sound_roles(tmp_path)[0]["reader"].name == "窗口"  # read again without a restart


def test_everybody_may_change_her_own_password(tmp_path):
    assert role_from(written(tmp_path, GOOD)).allows("accounts.own")
