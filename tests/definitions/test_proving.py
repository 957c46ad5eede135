"""A wrong definition is found by the check, and does not hide the next one."""

from pathlib import Path

from zhiheng.definitions.proving import proved


def test_every_definition_of_ours_holds() -> None:
    assert proved().errors == ()


def test_each_wrong_file_of_an_office_is_named(tmp_path: Path) -> None:
    for kind, name, text in (
        ("registers", "a.toml", "name = 1"),
        ("indicators", "b.toml", "nonsense"),
        ("templates", "c.md", "no head"),
        ("templates", "d.md", '+++\nid = "e"\ntitle = "甲"\n+++\n# 甲\n'),
        ("templates", "f.md", '+++\nid = "f"\ntitle = "甲"\n+++\n# 甲\n{{ figure("fine") }}\n'),
        ("templates", "g.md", '+++\nid = "g"\ntitle = "甲"\n+++\n# 甲\n{{ weather }}\n'),
    ):
        (tmp_path / kind).mkdir(exist_ok=True)
        (tmp_path / kind / name).write_text(text, "utf-8")
    errors = proved(tmp_path).errors
    assert [error.split("：")[0].split(" ")[:2] for error in errors] == [
        ["D203", "registers/a.toml"],
        ["D201", "indicators/b.toml"],
        ["W120", "templates/c.md"],
        ["D209", "templates/d.md"],
        ["W122", "templates/f.md"],
        ["W123", "templates/g.md"],
    ]
    assert "fines" in errors[4]
