"""What a definition may ask of those who are due is what the directory says of them."""

from zhiheng.definitions.figures.shapes import PEOPLE
from zhiheng.directory.models import Area, Enterprise


def test_levels_sizes_and_statuses_are_those_of_the_directory() -> None:
    areas, firms = PEOPLE["areas"][1], PEOPLE["enterprises"][1]
    assert areas["level"] == (*(word for _, word in Area.LEVELS), "市县")
    assert areas["kind"] == tuple(word for _, word in Area.KINDS)
    assert firms["size"] == tuple(word for _, word in Enterprise.SIZES)
    assert firms["status"] == tuple(word for _, word in Enterprise.STATUSES)
