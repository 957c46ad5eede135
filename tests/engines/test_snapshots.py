"""A snapshot is served whole or not at all, whatever stops the one who writes it."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from zhiheng.core.values.registers import Register
from zhiheng.definitions.registers import registers
from zhiheng.engines.snapshots import Snapshot, columns_of, open_dimensions, open_snapshot
from zhiheng.engines.snapshots.casting import lines_in, raw_columns, typed
from zhiheng.engines.snapshots.dimensions import write_dimensions
from zhiheng.engines.snapshots.holding import GRACE, held, swap
from zhiheng.engines.snapshots.lookups import Lookups, read_lookups
from zhiheng.engines.snapshots.manifests import Manifest
from zhiheng.engines.snapshots.writing import changed, rebuilt

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
LOOKUPS = Lookups(areas={1: "990100"})


@pytest.fixture(scope="module")
def register() -> Register:
    return registers()["enforcement-check"]


def line(register: Register, number: int, day: str = "2025-03-01", **more: str) -> bytes:
    given = {"@id": str(number), "@area": "1", "@status": "kept", "@late": "f", "@version": "1", "@event_on": day}
    given |= {"@changed_at": "2026-11-20 01:00:00", "@entered_at": "2026-11-20 01:00:00"} | more
    return ("\x01".join(given.get(column, "") for column in raw_columns(register)) + "\n").encode()


def build(folder: Path, register: Register, lines: list[bytes], now: datetime = NOW) -> Manifest:
    made = rebuilt(folder / register.id, register, LOOKUPS, lines, pulse=None, now=now, present=None)
    return swap(folder / register.id, made, None)


def change(folder: Path, register: Register, lines: list[bytes], present: Manifest, now: datetime = NOW) -> Manifest:
    made = changed(folder / register.id, register, LOOKUPS, lines, pulse=None, now=now, present=present)
    return swap(folder / register.id, made, present)


def numbers(snapshot: Snapshot | None) -> list[int] | None:
    """The rows that a snapshot serves; None without one."""
    if snapshot is None:
        return None
    with duckdb.connect() as database:
        paths = [str(path) for path in snapshot.files()]
        return [id for (id,) in database.execute('SELECT "@id" FROM read_parquet(?) ORDER BY 1', [paths]).fetchall()]


def test_a_writer_that_is_stopped_at_any_file_leaves_what_was_served_before(register, tmp_path, monkeypatch) -> None:
    present = build(tmp_path, register, [line(register, 1), line(register, 2, "2024-01-01")])
    replace, left = os.replace, 0

    def stopped(source, target) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError("no space left on the device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", stopped)
    news = [line(register, 1, "2023-05-05", **{"@version": "2"}), line(register, 3)]
    for calls in range(20):
        left = calls
        try:
            change(tmp_path, register, news, present)
        except OSError:
            assert numbers(open_snapshot(tmp_path, register.id)) == [1, 2]
        else:
            assert calls > 2
            assert numbers(open_snapshot(tmp_path, register.id)) == [1, 2, 3]
            return
    pytest.fail("it never came to its end")


@pytest.mark.parametrize("damage", ["cut", "other byte", "gone", "empty", "manifest cut", "manifest gone", "manifest of another"])
def test_what_is_not_as_it_was_written_is_not_served_and_is_written_anew(register, tmp_path, damage) -> None:
    lines = [line(register, 1), line(register, 2, "2024-01-01")]
    digest = build(tmp_path, register, lines).digest
    data, manifest = max((tmp_path / register.id).glob("2025-*.parquet")), tmp_path / register.id / "manifest.json"
    content = data.read_bytes()
    match damage:
        case "cut":
            data.write_bytes(content[:-100])
        case "other byte":
            data.write_bytes(content[:100] + bytes([content[100] ^ 1]) + content[101:])
        case "gone":
            data.unlink()
        case "empty":
            data.write_bytes(b"")
        case "manifest cut":
            manifest.write_bytes(manifest.read_bytes()[:-10])
        case "manifest gone":
            manifest.unlink()
        case "manifest of another":
            manifest.write_text(manifest.read_text().replace(f'"{register.id}"', '"quality-talk"'))
    assert open_snapshot(tmp_path, register.id) is None
    assert build(tmp_path, register, lines).digest == digest
    assert numbers(open_snapshot(tmp_path, register.id)) == [1, 2]


def test_a_reader_who_opened_a_snapshot_still_reads_it_after_the_next_and_it_goes_after_a_while(register, tmp_path) -> None:
    present = build(tmp_path, register, [line(register, 1)])
    reader = open_snapshot(tmp_path, register.id)
    present = change(tmp_path, register, [line(register, 2)], present)
    assert numbers(reader) == [1]
    present = change(tmp_path, register, [line(register, 3)], present, NOW + GRACE / 2)
    assert numbers(reader) == [1]
    change(tmp_path, register, [line(register, 4)], present, NOW + GRACE + timedelta(seconds=1))
    assert not any(path.exists() for path in reader.files())
    assert numbers(open_snapshot(tmp_path, register.id)) == [1, 2, 3, 4]


def test_the_same_rows_have_the_same_digest_in_whatever_order_and_by_whatever_way(register, tmp_path) -> None:
    lines = [line(register, number, f"202{number % 4}-01-01") for number in range(20)]
    one = build(tmp_path / "one", register, lines)
    other = build(tmp_path / "other", register, lines[:5])
    for start in range(5, 20, 5):
        other = change(tmp_path / "other", register, lines[start : start + 5][::-1], other)
    assert one.digest == other.digest
    assert one.digest != build(tmp_path / "third", register, lines[:19]).digest


def test_a_register_without_rows_still_has_its_columns(register, tmp_path) -> None:
    present = build(tmp_path, register, [line(register, 1)])
    change(tmp_path, register, [line(register, 1, **{"@status": "void", "@version": "2"})], present)
    empty = open_snapshot(tmp_path, register.id)
    assert (empty.rows, empty.years, numbers(empty)) == (0, (), [])
    with duckdb.connect() as database:
        found = database.execute("DESCRIBE SELECT * FROM read_parquet(?)", [[str(path) for path in empty.files()]]).fetchall()
    assert {name: kind for name, kind, *_ in found} == columns_of(register) == empty.columns


def test_years_narrow_the_files_and_there_is_always_one(register, tmp_path) -> None:
    build(tmp_path, register, [line(register, 1), line(register, 2, "2024-01-01"), line(register, 3, "")])
    snapshot = open_snapshot(tmp_path, register.id)
    assert snapshot.years == (0, 2024, 2025)
    assert [path.name[:5] for path in snapshot.files([2025, 2026])] == ["2025-"]
    assert len(snapshot.files([1999])) == 1


def test_every_register_has_a_column_for_each_of_its_fields_that_tells_of_nobody(tmp_path) -> None:
    (tmp_path / "lines").touch()
    with duckdb.connect() as database:
        for table in ("areas", "units", "firms"):
            database.execute(f'CREATE TABLE {table} ("#id" BIGINT, "#is" VARCHAR)')
        for register in registers().values():
            found = database.execute(f"DESCRIBE {typed(lines_in(tmp_path / 'lines', register), register)}").fetchall()
            assert {name: kind for name, kind, *_ in found} == columns_of(register), register.id
            texts = {key for key, field in register.fields.items() if field.personal and field.type == "text"}
            assert not texts & columns_of(register).keys()


def test_one_process_at_a_time_writes_and_readers_do_not_wait(tmp_path) -> None:
    with held(tmp_path, wait=False) as first, held(tmp_path, wait=False) as second:
        assert (first, second) == (True, False)
    with held(tmp_path, wait=False) as again:
        assert again


def test_what_numbers_mean_is_read_back_or_not_trusted(tmp_path) -> None:
    lookups = Lookups(areas={1: "990100"}, units={7: "990000"}, firms={3: 2})
    path = lookups.write(tmp_path)
    assert read_lookups(path) == lookups
    path.write_bytes(path.read_bytes()[:-2])
    assert read_lookups(path) is None
    assert read_lookups(tmp_path / "none") is None


def test_dimensions_are_written_where_they_changed_and_not_served_when_damaged(tmp_path) -> None:
    area = {"code": "990100", "name": "示例县", "level": "county", "parent": "990000", "above": ["990000", "990100"]}
    rows = {"areas": [area], "bodies": [], "returns": []}
    first = write_dimensions(tmp_path, rows, NOW)
    assert write_dimensions(tmp_path, rows, NOW + GRACE) == first
    second = write_dimensions(tmp_path, rows | {"areas": [area | {"name": "新名县"}]}, NOW + GRACE)
    assert second.tables["bodies"] == first.tables["bodies"]
    with duckdb.connect() as database:
        found = database.execute("SELECT name, above FROM read_parquet(?)", [str(second.path(tmp_path, "areas"))]).fetchall()
    assert found == [("新名县", ["990000", "990100"])]
    second.path(tmp_path, "returns").write_bytes(b"")
    assert open_dimensions(tmp_path) is None
