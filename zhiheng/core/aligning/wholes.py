"""Names that a list of units was cut from: 各市, 县, 自治县人民政府 are the governments of one kind of area or another."""

import re
from collections.abc import Iterable

_KIND_OF_AREA = re.compile(r"^各(?:设区的?)?[市州盟县区旗乡镇]$|、[市州盟县区旗乡镇]$")
_MORE_KINDS = re.compile(r"^(?:自治)?[市州盟县区旗乡镇]$")
_AREA_BODY = re.compile(r"^(?:自治)?[市州盟县区旗乡镇](?:（|\(|人民|政府|党委|[\u4e00-\u9fff]{1,12}(?:局|委|办|部门)$)")


def whole_names(names: Iterable[str]) -> list[str]:
    """The names with 各市, 县人民政府 put together again as 各市、县人民政府.

    >>> whole_names(["各市", "县", "自治县人民政府", "省教育厅"])
    ['各市、县、自治县人民政府', '省教育厅']
    """
    joined: list[str] = []
    for name in names:
        if joined and _KIND_OF_AREA.search(joined[-1]) and (_MORE_KINDS.match(name) or _AREA_BODY.match(name)):
            joined[-1] = f"{joined[-1]}、{name}"
        else:
            joined.append(name)
    return joined
