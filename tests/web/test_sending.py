import pytest

from zhiheng.web.sending import attachment, safe_name


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("意见.txt", "attachment; filename*=utf-8''%E6%84%8F%E8%A7%81.txt"),
        ('a"; filename=x.exe\r\nSet-Cookie: a=b', 'attachment; filename="a_; filename=x.exe__Set-Cookie_ a=b"'),
        ("../../etc/passwd", 'attachment; filename="_.._etc_passwd"'),
        ("通报\u202efdp.exe", "attachment; filename*=utf-8''%E9%80%9A%E6%8A%A5_fdp.exe"),
        ("“月报”.docx", "attachment; filename*=utf-8''%E2%80%9C%E6%9C%88%E6%8A%A5%E2%80%9D.docx"),
        ("..", "attachment; filename*=utf-8''%E6%96%87%E4%BB%B6"),
    ],
)
def test_a_name_stays_a_name_in_the_header(name: str, header: str) -> None:
    assert attachment(b"x", name, "text/plain")["Content-Disposition"] == header


def test_a_name_of_three_hundred_characters_is_shortened_and_keeps_its_ending() -> None:
    name = safe_name("质" * 300 + ".docx")
    assert name.endswith("质.docx")
    assert len(name.encode()) <= 220
