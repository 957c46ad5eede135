"""The page on templates says what works: every call on it is understood, and fits the definitions."""

import re

import pytest

from house.sources import ROOT
from zhiheng.core.writing.templates import WORDS, parsed, refuse_unfit
from zhiheng.core.writing.templates.calls import FUNCTIONS
from zhiheng.core.writing.templates.head import Head
from zhiheng.definitions.indicators import indicators
from zhiheng.definitions.registers import registers

PAGE = (ROOT / "docs" / "methods" / "templates.md").read_text("utf-8")
CODE = re.findall(r"`([^`]+)`", re.sub(r"^```$.*?^```$", "", PAGE, flags=re.M | re.S))
CALLS = [said for said in CODE if "(" in said and said.split("(")[0] in FUNCTIONS and '"x"' not in said]
TESTS = [said for said in CODE if '"x"' in said]
HEAD = '+++\nid = "a"\ntitle = "a"\n+++\n# 题\n\n'


@pytest.mark.parametrize("call", CALLS)
def test_every_call_of_the_page_fits_the_definitions(call):
    name = call.split("(")[0]
    hole = f"{{% if {call} %}}{{% endif %}}" if FUNCTIONS[name].roles <= {"test", "number"} else f"{{{{ {call} }}}}"
    refuse_unfit(parsed(f"{HEAD}{hole}\n"), indicators(), registers())


@pytest.mark.parametrize("test", TESTS)
def test_every_test_of_the_page_is_understood(test):
    assert parsed(f"{HEAD}{{% if {test} %}}甲{{% endif %}}").calls


def test_the_page_names_every_function_every_word_and_every_key():
    said = " ".join(CODE)
    assert not [name for name in (*FUNCTIONS, *WORDS, *Head.__struct_fields__) if not re.search(rf"\b{name}\b", said)]


def test_the_blocks_of_the_page_are_understood():
    blocks = re.findall(r"^```\n(\{%.*?)^```$", PAGE, re.M | re.S)
    assert len(blocks) == 2
    for block in blocks:
        refuse_unfit(parsed(HEAD + block), indicators(), registers())
