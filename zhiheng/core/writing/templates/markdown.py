"""The Markdown of templates: CommonMark with tables, without what makes a page of a text: HTML, links, pictures, code."""

from functools import cache

from markdown_it import MarkdownIt

_NOT_OURS = (
    "html_block", "html_inline", "code", "fence", "lheading", "blockquote", "reference", "link", "image", "autolink", "entity",
    "backticks",
)  # fmt: skip


@cache
def markdown() -> MarkdownIt:
    """The reader. A line of --- is always a new page, never a heading; what is left out stands as it was typed."""
    return MarkdownIt("commonmark").enable("table").disable(list(_NOT_OURS))
