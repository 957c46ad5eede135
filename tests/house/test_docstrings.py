"""The core is a library: what it offers says what comes back."""

import ast
from collections.abc import Iterator

from house.sources import ROOT, modules

UNTOLD = {"migrations", "templatetags"}  # Django says what these are


def public(body: list[ast.stmt], prefix: str) -> Iterator[tuple[str, ast.AST]]:
    """The public functions and classes of a module, with their methods."""
    for node in body:
        if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        yield f"{prefix}{node.name}", node
        if isinstance(node, ast.ClassDef):
            yield from public(node.body, f"{prefix}{node.name}.")


def silent(*folders: str) -> list[str]:
    """The public names under these folders that have no docstring."""
    inside = [path for path in modules("zhiheng") if path.relative_to(ROOT / "zhiheng").parts[0] in folders]
    return [
        f"{path.relative_to(ROOT)}: {name}"
        for path in inside
        for name, node in public(ast.parse(path.read_text("utf-8")).body, "")
        if not ast.get_docstring(node) and len(node.body) > 1  # one line says itself what comes back
    ]


def test_every_public_name_of_core_and_definitions_says_what_comes_back() -> None:
    assert not silent("core", "definitions")


def test_every_package_says_what_it_is_for() -> None:
    packages = [path for path in modules("zhiheng") if path.name == "__init__.py" and path.parent.name not in UNTOLD]
    assert not [str(p.relative_to(ROOT)) for p in packages if not ast.get_docstring(ast.parse(p.read_text("utf-8")))]


def test_every_model_says_the_sentence_its_table_answers() -> None:
    wordless = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in modules("zhiheng")
        if path.name == "models.py"
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef) and not ast.get_docstring(node)
    ]
    assert not wordless
