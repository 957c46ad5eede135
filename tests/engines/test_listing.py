"""What there is to read: folders, archives, tables; in one order, bounded, and with names as people gave them."""

import os
import zipfile
from pathlib import Path

import duckdb
import pytest

from zhiheng.core.values.faults import Fault
from zhiheng.engines.corpus import archives
from zhiheng.engines.corpus.listing import count, sources
from zhiheng.engines.corpus.sources import content

ELSEWHERE = Path("/nowhere")


def listed(given: Path, out: Path = ELSEWHERE) -> dict[str, str]:
    """What each path holds: its text, or the id of its fault."""
    found = {}
    for source in sources(given, out):
        try:
            found[source.path] = content(source).decode()
        except Fault as fault:
            found[source.path] = fault.id
    assert count(given, out) == len(found)
    return found


def archive(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members.items():
            made.writestr(name, text)
    return path


def table(path: Path, query: str) -> Path:
    duckdb.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return path


def test_a_folder_is_read_to_its_depth_by_name(corpus) -> None:
    folder = corpus("乙.txt", "甲/一.txt", "甲/二/三.txt", "a.txt")
    assert list(listed(folder)) == ["a.txt", "乙.txt", "甲/一.txt", "甲/二/三.txt"]


def test_what_systems_leave_behind_is_no_document(corpus) -> None:
    folder = corpus("a.txt", ".DS_Store", "~$意见.docx", "Thumbs.db", ".git/config")
    assert list(listed(folder)) == ["a.txt"]


def test_results_inside_the_folder_are_not_read_again(corpus) -> None:
    folder = corpus("a.txt", "结果/documents/part-1.parquet")
    assert list(listed(folder, folder / "结果")) == ["a.txt"]


def test_a_name_in_gbk_is_shown_as_it_was_meant(corpus) -> None:
    folder = corpus("a.txt")
    with open(os.fsencode(folder) + "/意见.txt".encode("gbk"), "wb") as file:
        file.write("内容".encode())
    assert listed(folder)["意见.txt"] == "内容"


def test_one_file_is_a_corpus(corpus) -> None:
    assert listed(corpus("意见.txt") / "意见.txt") == {"意见.txt": "文件意见.txt的内容"}


def test_a_link_that_leads_nowhere_is_said_and_one_to_a_folder_not_followed(corpus) -> None:
    folder = corpus("a.txt")
    (folder / "断.txt").symlink_to(folder / "没有.txt")
    (folder / "环").symlink_to(folder)
    assert listed(folder) == {"a.txt": "文件a.txt的内容", "断.txt": "E120"}


def test_an_archive_is_read_alone_and_in_a_folder(corpus) -> None:
    folder = corpus("a.txt")
    made = archive(folder / "包.zip", **{"二/乙.txt": "乙", "甲.txt": "甲", "__MACOSX/甲.txt": "x", "空/": ""})
    assert listed(made) == {"二/乙.txt": "乙", "甲.txt": "甲"}
    assert list(listed(folder)) == ["a.txt", "包.zip/二/乙.txt", "包.zip/甲.txt"]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_in_an_archive_are_read_in_the_packers_encoding(tmp_path: Path, encoding: str) -> None:
    name = "通知/意见.txt".encode(encoding)
    stand_in = "x" * len(name)  # all ASCII: the archive then has no mark of UTF-8
    made = archive(tmp_path / "包.zip", **{stand_in: "甲"})
    made.write_bytes(made.read_bytes().replace(stand_in.encode(), name))
    assert listed(made) == {"通知/意见.txt": "甲"}


def test_a_name_marked_as_utf_8_is_taken_as_it_stands(tmp_path: Path) -> None:
    assert listed(archive(tmp_path / "包.zip", **{"通知/意见.txt": "甲"})) == {"通知/意见.txt": "甲"}


def test_two_members_of_one_name_are_two_documents(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "包.zip", "w") as made:
        made.writestr("甲.txt", "一")
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr("甲.txt", "二")
    assert sorted(listed(tmp_path / "包.zip").values()) == ["一", "二"]


def test_a_member_that_unpacks_too_far_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    made = archive(tmp_path / "包.zip", 甲="甲", 炸="0" * 30_000_000)
    assert listed(made) == {"炸": "R106", "甲": "甲"}


def test_an_archive_that_unpacks_too_far_is_refused_before_it_is_unpacked(corpus) -> None:
    folder = corpus("a.txt")
    archive(folder / "炸.zip", **{f"{n}.txt": "0" * 20_000_000 for n in range(21)})
    assert listed(folder)["炸.zip"] == "E123"


def test_an_archive_whose_members_share_their_bytes_is_refused(tmp_path: Path) -> None:
    made = archive(tmp_path / "包.zip", 甲="甲" * 100, 乙="乙" * 100)
    first, second = zipfile.ZipFile(made).infolist()
    bytes_ = made.read_bytes()
    where = bytes_.rindex(b"PK\x01\x02") + 42
    assert bytes_[where : where + 4] == second.header_offset.to_bytes(4, "little")
    made.write_bytes(bytes_[:where] + first.header_offset.to_bytes(4, "little") + bytes_[where + 4 :])
    with pytest.raises(Fault, match=r"E123 包\.zip：压缩包解压后过大"):
        list(sources(made, ELSEWHERE))


def test_an_archive_with_too_many_members_is_refused(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 1)
    with pytest.raises(Fault, match="E122"):
        list(sources(archive(tmp_path / "包.zip", 甲="甲", 乙="乙"), ELSEWHERE))


def test_a_broken_archive_in_a_folder_is_one_document_with_its_fault(corpus) -> None:
    folder = corpus("a.txt", "坏.zip", "坏.parquet")
    assert listed(folder) == {"a.txt": "文件a.txt的内容", "坏.parquet": "E124", "坏.zip": "E121"}


def test_a_damaged_member_is_said(tmp_path: Path) -> None:
    made = archive(tmp_path / "包.zip", 甲="甲" * 100)
    bytes_ = bytearray(made.read_bytes())
    bytes_[35:40] = b"\0\xff\0\xff\0"
    made.write_bytes(bytes_)
    assert listed(made) == {"甲": "R105"}


@pytest.mark.parametrize("content", ["'内容'", "encode('内容')"], ids=["text", "bytes"])
def test_the_rows_of_a_table_are_documents(tmp_path: Path, content: str) -> None:
    query = f"SELECT '意见.txt' AS name, {content} AS content, 1 AS more UNION ALL SELECT NULL, NULL, 2"
    made = table(tmp_path / "表.parquet", query)
    assert listed(made) == {"1/意见.txt": "内容", "2/未命名": ""}


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELECT 'a' AS 文件名, 'x' AS content", "没有“name”这一列。应有两列：name"),
        ("SELECT 'a' AS name, 1 AS content", "“content”列是 INTEGER。应有两列"),
    ],
)
def test_a_table_of_other_columns_is_refused_with_those_it_should_have(tmp_path: Path, query: str, says: str) -> None:
    with pytest.raises(Fault, match=f"E125 表.parquet：{says}"):
        list(sources(table(tmp_path / "表.parquet", query), ELSEWHERE))


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Fault, match=r"E119 .*没有：找不到"):
        list(sources(tmp_path / "没有", ELSEWHERE))


def test_a_document_too_large_is_not_loaded(corpus) -> None:
    folder = corpus("大.txt")
    with (folder / "大.txt").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    assert listed(folder) == {"大.txt": "R102"}
