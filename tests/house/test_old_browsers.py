"""Pages work in Chromium 86, the oldest that offices have: nothing newer, unless inside @supports."""

import re

import pytest

from house.sources import kept_texts

# What came later and breaks a page that counts on it, with the version that brought it.
# What merely improves a page where it is known (text-spacing-trim, accent-color) is no harm.
STYLES = {
    ":has()": (105, r":has\("),
    ":is() and :where()": (88, r":(is|where)\("),
    ":not() of a list": (88, r":not\([^()]*,"),
    "container queries": (105, r"@container|container-(type|name)\s*:"),
    "cascade layers": (99, r"@layer"),
    "nesting": (112, r"\{[^{}]*&[\s:.\[>+~]"),
    "inset": (87, r"(?<![\w-])inset(-(block|inline)(-start|-end)?)?\s*:"),
    "aspect-ratio": (88, r"(?<![(\w-])aspect-ratio\s*:"),
    "overflow: clip": (90, r"overflow(-[xy])?\s*:\s*clip"),
    "new viewport units": (108, r"\d(dvh|svh|lvh|dvw|svw)\b"),
    "color-mix() and its like": (111, r"\b(color-mix|oklch|oklab|light-dark)\("),
    "media ranges": (104, r"@media[^{]*\(\s*(width|height)\s*[<>]"),
    "single transforms": (104, r"(?<![\w-])(translate|rotate|scale)\s*:"),
}
SCRIPTS = {
    ".at()": (92, r"\.at\("),
    "findLast()": (97, r"\.findLast(Index)?\("),
    "structuredClone()": (98, r"\bstructuredClone\("),
    "Object.hasOwn()": (93, r"\bObject\.hasOwn\("),
    "crypto.randomUUID()": (92, r"\brandomUUID\("),
    "Object.groupBy(), toSorted() and their like": (110, r"\.(groupBy|toSorted|toReversed|toSpliced|with)\("),
    "AbortSignal.timeout()": (103, r"\bAbortSignal\.(timeout|any)\("),
    "static blocks": (94, r"\bstatic\s*\{"),
    "Promise.withResolvers()": (119, r"\bwithResolvers\("),
    "showPicker(), checkVisibility()": (99, r"\.(showPicker|checkVisibility)\("),
    "the Highlight API": (105, r"\bCSS\.highlights\b|\bnew Highlight\("),
}
PAGES = {
    "popover": (114, r"<\w[^>]*\spopover[\s=>]|popovertarget"),
    "inert": (102, r"<\w[^>]*\sinert[\s>]"),
}
NEWER = [
    *((".css", name, *what) for name, what in STYLES.items()),
    *((".js", name, *what) for name, what in SCRIPTS.items()),
    *((".html", name, *what) for name, what in PAGES.items()),
]


def without_supports(text: str) -> str:
    """A stylesheet without its comments and its @supports blocks."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    while found := re.search(r"@supports[^{]*\{", text):
        depth, end = 1, found.end()
        while depth and end < len(text):
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        text = text[: found.start()] + text[end:]
    return text


@pytest.mark.parametrize(("suffix", "name", "since", "pattern"), NEWER, ids=[name for _, name, *_ in NEWER])
def test_nothing_newer_than_chromium_86(suffix: str, name: str, since: int, pattern: str) -> None:
    served = [(path, text) for path, text in kept_texts() if path.parts[0] == "zhiheng" and path.suffix == suffix]
    assert served
    using = [str(path) for path, text in served if re.search(pattern, without_supports(text))]
    assert not using, f"{name} came with Chromium {since}"


def test_what_stands_in_supports_is_left_out() -> None:
    sheet = "a { top: 0 } @supports (inset: 0) { a { inset: 0 } } b { left: 0 }"
    assert without_supports(sheet).split() == ["a", "{", "top:", "0", "}", "b", "{", "left:", "0", "}"]
