"""A snapshot made anew from all rows, or changed by those that moved. Neither is seen before `swap`."""

# ruff: noqa: S608 — queries are made of our own names, paths and numbers

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from msgspec import structs

from zhiheng.core.values.registers import Register
from zhiheng.engines.snapshots.casting import lines_in, name, text, typed
from zhiheng.engines.snapshots.lookups import Lookups
from zhiheng.engines.snapshots.manifests import DataFile, Manifest, Pulse, definition_of
from zhiheng.engines.snapshots.workshop import Workshop, opened

Lines = Iterable[bytes]  # each some whole lines as `casting` saysInto = Callable[[Workshop, Path], None]
Into = Callable[[Workshop, Path], None]
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
        _each_chunk(workshop, lines, _into_years)
        years = sorted({int(path.name.rpartition("=")[2]) for path in workshop.inside.glob("part-*/*=*")})
        files = workshop.finished_whole(workshop.finished(year, _of_parts(workshop, year)) for year in years)
        return Manifest(
            register=register.id, definition=definition_of(register), columns=dict(workshop.kinds), files=files,
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
        workshop.run('CREATE TEMP TABLE moved ("#id" BIGINT, version BIGINT, changed_at TIMESTAMP, kept BOOLEAN)')
        workshop.run('CREATE TEMP TABLE again ("#id" BIGINT)')
        if ids := ", ".join(f"({id})" for id in again):
            workshop.run(f"INSERT INTO again VALUES {ids}")
        _each_chunk(workshop, lines, _into_news)
        _leave_out_what_is_in(workshop, present.files)
        touched = _touched(workshop, present.files)
        files = [file for file in present.files if file.year not in touched]
        files += [workshop.finished(year, _merged(workshop, year, present.files)) for year in sorted(touched)]
        return structs.replace(
            present, files=workshop.finished_whole(files), lookups=lookups.name, pulse=pulse, made_at=now
        )  # fmt: skip


def differences(one: Manifest, other: Manifest) -> dict[int, tuple[int, int]]:
    """The years whose rows differ between two manifests: how many rows each has."""
    left, right = ({file.year: file for file in manifest.files if file.rows} for manifest in (one, other))
    found = {}
    for year in sorted({*left, *right}):
        here, there = left.get(year), right.get(year)
        if here is None or there is None or (here.rows, here.content) != (there.rows, there.content):
            found[year] = (here.rows if here else 0, there.rows if there else 0)
    return found


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


def _into_years(workshop: Workshop, path: Path) -> None:
    part = workshop.inside / path.name.replace("lines", "part")
    rows = typed(lines_in(path, workshop.register), workshop.register)
    workshop.run(f"""
        COPY (SELECT *, {_YEAR} AS "#year" FROM ({rows})) TO {text(str(part))}
        (FORMAT parquet, COMPRESSION lz4_raw, PARTITION_BY ("#year"))
    """)


def _into_news(workshop: Workshop, path: Path) -> None:
    lines = lines_in(path, workshop.register)
    workshop.run(f"""
        INSERT INTO moved SELECT "@id"::BIGINT, "@version"::BIGINT, "@changed_at"::TIMESTAMP, "@status" = 'kept' FROM ({lines})
    """)
    news = workshop.inside / path.name.replace("lines", "news")
    workshop.run(f"COPY ({typed(lines, workshop.register)}) TO {text(f'{news}.parquet')} (FORMAT parquet)")


def _of_parts(workshop: Workshop, year: int) -> str:
    parts = sorted(workshop.inside.glob(f"part-*/*={year}/*.parquet"), key=_number)
    return f"SELECT {_names(workshop)} FROM {_files(parts)}"


def _number(part: Path) -> tuple[int, str]:
    return int(part.parent.parent.name.rpartition("-")[2]), part.name


def _leave_out_what_is_in(workshop: Workshop, files: tuple[DataFile, ...]) -> None:
    """`moved` is without the rows that are in as they are."""
    workshop.run(f"""
        DELETE FROM moved USING {_files(_paths(workshop, files))} there
        WHERE "#id" = there."@id" AND version = there."@version" AND moved.changed_at = there."@changed_at" AND kept
            AND "#id" NOT IN (SELECT "#id" FROM again)
    """)


def _touched(workshop: Workshop, files: tuple[DataFile, ...]) -> set[int]:
    """The years that rows leave, or come into."""
    there = {path: file.year for path, file in zip(_paths(workshop, files), files, strict=True)}
    found = workshop.run(f"""
        SELECT DISTINCT filename FROM {_files(there, "filename = true")} there SEMI JOIN moved ON "#id" = there."@id"
    """)
    left = {there[Path(name)] for (name,) in found}
    return left | {year for (year,) in workshop.run(f"SELECT DISTINCT {_YEAR} {_news(workshop)}")}


def _merged(workshop: Workshop, year: int, files: tuple[DataFile, ...]) -> str:
    names = _names(workshop)
    new = f"SELECT {names} {_news(workshop)} WHERE {_YEAR} = {year}"
    old = _paths(workshop, [file for file in files if file.year == year])
    if not old:
        return new
    return f'SELECT {names} FROM {_files(old)} ANTI JOIN moved ON "#id" = "@id" UNION ALL {new}'


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
