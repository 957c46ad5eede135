"""Fonts of the machine: one is always there, and what it has is known before a page is made."""

from pathlib import Path

import pylopdf_fonts_zh_cn as shipped
import pytest
from PIL import ImageFont

from zhiheng.engines.characters import stretches
from zhiheng.engines.fonts import CHAINS, fonts_of, machine_fonts, picture_font

SHIPPED = (shipped.serif_path().parent,)


def test_a_machine_without_any_font_prints_with_the_faces_that_come_with_the_program() -> None:
    fonts = fonts_of(SHIPPED)
    assert set(fonts) == set(CHAINS)
    assert {face.family for chain in fonts.values() for face in chain} == {"Noto Serif SC", "Noto Sans SC"}
    assert fonts["heiti"][0].family == "Noto Sans SC"


def test_a_picture_always_has_a_font() -> None:
    assert ImageFont.truetype(picture_font(), 12)


@pytest.mark.parametrize("char", "质堃镕𬭛〔—①")
def test_a_shipped_face_has_the_characters_of_names(char: str) -> None:
    assert all(face.has(char) for chain in fonts_of(SHIPPED).values() for face in chain)


def test_no_font_has_a_private_character_or_a_face() -> None:
    assert not any(face.has(char) for chain in machine_fonts().values() for face in chain for char in "\ue000🙂")


@pytest.mark.parametrize("path", [shipped.serif_path(), shipped.sans_path()], ids=lambda path: path.stem)
def test_a_face_has_what_it_draws(path: Path) -> None:
    with path.open("rb") as file:
        known = stretches(file)
    font = ImageFont.truetype(str(path), 24)
    absent = bytes(font.getmask("\ue123"))
    drawn = {point for point in range(0x4E00, 0x9FFF, 97) if bytes(font.getmask(chr(point))) != absent}
    assert drawn == {point for point in range(0x4E00, 0x9FFF, 97) if any(first <= point <= last for first, last in known)}
