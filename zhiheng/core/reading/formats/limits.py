"""How much of a file is read before it is refused: memory and time stay bounded whatever arrives."""

from msgspec import Struct


class Limits(Struct, frozen=True, kw_only=True):
    """What a file may cost.

    Unit: bytes, pixels, pages, characters, seconds as named; `expansion_ratio` is unpacked to packed size.
    """

    file_bytes: int = 100 * 1024 * 1024
    unpacked_bytes: int = 400 * 1024 * 1024
    expansion_ratio: int = 200
    ratio_counts_from: int = 20 * 1024 * 1024  # small files of spaces compress well and harm nobody
    members: int = 10_000
    pages: int = 1000
    recognised_pages: int = 200
    tabled_pages: int = 200
    image_pixels: int = 80_000_000
    cells: int = 2_000_000
    characters: int = 20_000_000
    converting_seconds: int = 120
