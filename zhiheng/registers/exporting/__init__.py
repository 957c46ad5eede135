"""Rows of a register as files: tables for people (xlsx, csv), lines for programs (jsonl, parquet). No cell is a formula.

Enters: rows as they are kept, some thousand at a time. Leaves: bytes, made while they are read. Open first: streams.py.
"""

from zhiheng.registers.exporting.books import write_archive
from zhiheng.registers.exporting.lines import Exported, exported_lines
from zhiheng.registers.exporting.streams import FORMATS, file_of, streamed

__all__ = ["FORMATS", "Exported", "exported_lines", "file_of", "streamed", "write_archive"]
