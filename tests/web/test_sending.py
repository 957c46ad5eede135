import pytest

from zhiheng.web.sending import attachment


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("意见.txt", "attachment; filename*=utf-8''%E6%84%8F%E8%A7%81.txt"),
        ('a"; filename=x.exe\r\nSet-Cookie: a=b', 'attachment; filename="a_; filename=x.exe__Set-Cookie_ a=b"'),
        ("../../etc/passwd", 'attachment; filename=".._.._etc_passwd"'),
    ],
)
def test_a_name_stays_a_name_in_the_header(name: str, header: str) -> None:
    assert attachment(b"x", name, "text/plain")["Content-Disposition"] == header
