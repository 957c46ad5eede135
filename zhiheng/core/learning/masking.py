"""Personal data in a sentence made unreadable, each character in its place."""

import re

from zhiheng.core.values.masking import IDENTITY, LANDLINE, MAIL, PHONE

_NUMBERS = re.compile(rf"(?<!\d)(?:{PHONE}|{IDENTITY}|{LANDLINE})(?!\d)")
_ADDRESS = re.compile(MAIL)
_PERSON = re.compile(r"(?<=[：:])[ \u3000]*[\u4e00-\u9fff](?:[ \u3000]?[\u4e00-\u9fff]){1,3}(?=[ ，。；、（）\u3000]|$)")
_SAYS_WHO = re.compile(r"(?:联系人|联系方式|经办人|负责人|责任人|承办人|签发人|组长|主任|局长|科长|姓名)[：:][^。；\n]{2,60}")


def masked(text: str) -> str:
    """The text with × for telephone and identity numbers, addresses of mail, and persons named after 联系人： and the like."""
    text = _NUMBERS.sub(_crosses, text)
    text = _ADDRESS.sub(_crosses, text)
    return _SAYS_WHO.sub(lambda said: _PERSON.sub(_crosses, said[0]), text)


def _crosses(found: re.Match[str]) -> str:
    return "×" * len(found[0])
