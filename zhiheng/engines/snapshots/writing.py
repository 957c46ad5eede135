"""A snapshot made anew from all rows, or changed by those that moved. Neither is seen before `swap`."""

# ruff: noqa: S608 — queries are made of our own names, paths and numbers

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from msgspec import structs

from zhiheng.core.values.registers import Register
from zhiheng.engines.snapshots.casting import lines_in, name, text, typed
from zhiheng.engines.snapshots.lookups import Lookups
from zhiheng.engines.snapshots.manifests import DataFile, Manifest, Pulse, definition_of
from zhiheng.engines.snapshots.workshop import Workshop, opened

Lines = Iterable[bytes]  # each some whole lines as `casting` says
Into = Callable[[Workshop, Path], None]
GATHERED = 1_000_000  # rows in memory before they become files
ENOUGH = 400_000  # rows of a file that takes no more
_YEAR = 'coalesce(year("@event_on"), 0)'


def rebuilt(
    folder: Path,
    register: Register,
    lookups: Lookups,
    lines: Lines,
    *,
    pulse: Pulse | None,
    now: datetime,
    present: Manifest | None,
) -> Manifest:
    """What the folder is to say of itself when every row is written anew."""
    with opened(folder, register, lookups, present) as workshop:
        files: list[DataFile] = []
        _gather_anew(workshop)
        _each_chunk(workshop, lines, lambda workshop, path: files.extend(_gathered(workshop, path)))
        files += _by_year(workshop)
        return Manifest(
            register=register.id, definition=definition_of(register), columns=dict(workshop.kinds),
            files=workshop.finished_whole(files),
            lookups=lookups.name, pulse=pulse, made_at=now, built_at=now, retired=present.retired if present else (),
        )  # fmt: skip


def changed(
    folder: Path,
    register: Register,
    lookups: Lookups,
    lines: Lines,
    *,
    pulse: Pulse | None,
    now: datetime,
    present: Manifest,
    again: Iterable[int] = (),
) -> Manifest:
    """What the folder is to say of itself when the rows of `lines`, void ones among them, are as they are now.

    Shape: what is in with the same version and time of change is left as it is, but for the rows `again`: these mean
           something else by now.
    """
    with opened(folder, register, lookups, present) as workshop:
        workshop.run('CREATE TABLE moved ("#id" BIGINT, version BIGINT, changed_at TIMESTAMP, kept BOOLEAN)')
        workshop.run('CREATE TABLE again ("#id" BIGINT)')
        if ids := ", ".join(f"({id})" for id in again):
            workshop.run(f"INSERT INTO again VALUES {ids}")
        _each_chunk(workshop, lines, _into_news)
        _leave_out_what_is_in(workshop, present.files)
        left = _left(workshop, present.files)
        hosts = _hosts(workshop, present.files)
        touched = left | {host for host in hosts.values() if host}
        files = [file for file in present.files if file not in touched]
        files += workshop.finished((file.year, _without_moved(workshop, file, hosts)) for file in touched)
        files += workshop.finished((year, _new(workshop, year)) for year, host in hosts.items() if host is None)
        return structs.replace(
            present, files=workshop.finished_whole(files), lookups=lookups.name, pulse=pulse, made_at=now
        )  # fmt: skip


def differences(one: Manifest, other: Manifest) -> dict[int, tuple[int, int]]:
    """The years whose rows differ between two manifests: how many rows each has."""
    left, right = one.years, other.years
    return {
        year: (left.get(year, (0, ""))[0], right.get(year, (0, ""))[0])
        for year in sorted({*left, *right})
        if left.get(year) != right.get(year)
    }


def _each_chunk(workshop: Workshop, lines: Lines, into: Into) -> None:
    """Chunks are cast while the next one comes in from the database; at most two lie on disk."""
    with ThreadPoolExecutor(1) as pool:
        waiting = None
        for path in workshop.chunks(lines):
            if waiting is not None:
                waiting.result()
            waiting = pool.submit(_used_up, workshop, path, into)
        if waiting is not None:
            waiting.result()


def _used_up(workshop: Workshop, path: Path, into: Into) -> None:
    into(workshop, path)
    path.unlink()


def _gather_anew(workshop: Workshop) -> None:
    columns = ", ".join(f"{name(column)} {kind}" for column, kind in workshop.kinds.items())
    workshop.run(f"CREATE OR REPLACE TABLE gathered ({columns})")


def _gathered(workshop: Workshop, path: Path) -> list[DataFile]:
    """The rows of a chunk gather with those before; when they are enough, they become files."""
    workshop.run(f"INSERT INTO gathered {typed(lines_in(path, workshop.register), workshop.register)}")
    [(rows,)] = workshop.run("SELECT count(*) FROM gathered")
    if rows < GATHERED:
        return []
    files = _by_year(workshop)
    _gather_anew(workshop)
    return files


def _by_year(workshop: Workshop) -> list[DataFile]:
    years = workshop.run(f"SELECT DISTINCT {_YEAR} FROM gathered ORDER BY 1")
    return workshop.finished((year, f"SELECT * FROM gathered WHERE {_YEAR} = {year}") for (year,) in years)


def _into_news(workshop: Workshop, path: Path) -> None:
    lines = lines_in(path, workshop.register)
    workshop.run(f"""
        INSERT INTO moved SELECT "@id"::BIGINT, "@version"::BIGINT, "@changed_at"::TIMESTAMP, "@status" = 'kept' FROM ({lines})
    """)
    news = workshop.inside / path.name.replace("lines", "news")
    workshop.run(f"COPY ({typed(lines, workshop.register)}) TO {text(f'{news}.parquet')} (FORMAT parquet)")


def _leave_out_what_is_in(workshop: Workshop, files: tuple[DataFile, ...]) -> None:
    """`moved` is without the rows that are in as they are."""
    workshop.run(f"""
        DELETE FROM moved USING {_files(_paths(workshop, files))} there
        WHERE "#id" = there."@id" AND version = there."@version" AND moved.changed_at = there."@changed_at" AND kept
            AND "#id" NOT IN (SELECT "#id" FROM again)
    """)


def _left(workshop: Workshop, files: tuple[DataFile, ...]) -> set[DataFile]:
    """The files that rows leave."""
    there = dict(zip(_paths(workshop, files), files, strict=True))
    found = workshop.run(f"""
        SELECT DISTINCT filename FROM {_files(there, "filename = true")} there SEMI JOIN moved ON "#id" = there."@id"
    """)
    return {there[Path(name)] for (name,) in found}


def _hosts(workshop: Workshop, files: tuple[DataFile, ...]) -> dict[int, DataFile | None]:
    """The years that rows come into, each with the file that takes them: the smallest, None where all are large enough."""
    hosts: dict[int, DataFile | None] = {}
    for (year,) in workshop.run(f"SELECT DISTINCT {_YEAR} {_news(workshop)}"):
        small = [file for file in files if file.year == year and file.rows < ENOUGH]
        hosts[year] = min(small, key=lambda file: file.rows, default=None)
    return hosts


def _without_moved(workshop: Workshop, file: DataFile, hosts: Mapping[int, DataFile | None]) -> str:
    """The rows of a file that did not move, and with them the new ones that it takes."""
    rest = f'SELECT {_names(workshop)} FROM {_files(_paths(workshop, [file]))} ANTI JOIN moved ON "#id" = "@id"'
    return f"{rest} UNION ALL {_new(workshop, file.year)}" if hosts.get(file.year) == file else rest


def _new(workshop: Workshop, year: int) -> str:
    return f"SELECT {_names(workshop)} {_news(workshop)} WHERE {_YEAR} = {year}"


def _news(workshop: Workshop) -> str:
    """The rows that moved and count, as they are now."""
    news = sorted(workshop.inside.glob("news-*.parquet"))
    if not news:
        return f"FROM {_files(_paths(workshop, workshop.present.files if workshop.present else ()))} WHERE false"
    return f'FROM (FROM {_files(news)} SEMI JOIN moved ON "#id" = "@id")'


def _paths(workshop: Workshop, files: Iterable[DataFile]) -> list[Path]:
    return [workshop.folder / file.name for file in files]


def _files(paths: Iterable[Path], option: str = "hive_partitioning = false") -> str:
    return f"read_parquet([{', '.join(text(str(path)) for path in paths)}], {option})"


def _names(workshop: Workshop) -> str:
    return ", ".join(map(name, workshop.kinds))
