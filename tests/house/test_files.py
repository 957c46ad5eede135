"""What no file of the project holds, and how long a module grows."""

import re

import pytest

from house.sources import ROOT, kept_files, kept_texts, modules

LONGEST_MODULE = 400
# Put together here, so that this file does not hold what it looks for.
INDEX_HOSTS = re.compile("|".join([r"pypi\." + "org", "files.python" + "hosted", "registry." + "npmjs", r"deb\." + "debian"]))
MACHINE_PATHS = re.compile("|".join(["/work/" + r"(main|shared|\.)", "/root" + "/", "/home" + "/", "/opt" + "/", "/Users" + "/"]))
ELSEWHERE = re.compile(r"""(src|href|action)\s*=\s*["']?\s*(https?:)?//|@import|url\(\s*["']?(https?:)?//""", re.I)
SERVED = (".html", ".css", ".js", ".svg")
LIBRARIES = re.compile(r"(htmx|jquery|echarts|layui|bootstrap|alpine|vue|react)[\w.-]*\.(js|css)$|\.min\.(js|css)$", re.I)


def test_no_file_names_a_package_index() -> None:
    assert not [str(path) for path, text in kept_texts() if INDEX_HOSTS.search(text)]


def test_no_file_names_a_place_on_one_machine() -> None:
    assert not [f"{path}: {found[0]}" for path, text in kept_texts() if (found := MACHINE_PATHS.search(text))]


def test_no_page_fetches_anything_from_another_host() -> None:
    served = [(path, text) for path, text in kept_texts() if path.suffix in SERVED and path.parts[0] == "zhiheng"]
    assert served
    assert not [f"{path}: {found[0]}" for path, text in served if (found := ELSEWHERE.search(text))]


def test_no_library_of_others_is_kept_here() -> None:
    assert not [str(path) for path in kept_files() if LIBRARIES.search(path.name)]


@pytest.mark.parametrize("folder", ["zhiheng", "tests", "benchmarks"])
def test_no_module_is_longer_than_a_sitting(folder: str) -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in modules(folder)}
    assert not {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE}
