"""The Markdown of templates: CommonMark with tables, without what makes a page of a text: HTML, links, pictures, code.

Bold is whatever stands between two `**`: the rule of CommonMark takes **甲。**乙 for plain text, because a full stop of ours
stands before the second pair and no space behind it.
"""

from functools import cache

from markdown_it import MarkdownIt

BOLD = "**"
_NOT_OURS = (
    "html_block", "html_inline", "code", "fence", "lheading", "blockquote", "reference", "link", "image", "autolink", "entity",
    "backticks", "emphasis", "text_join",
)  # fmt: skip


@cache
def markdown() -> MarkdownIt:
    """The reader. A line of --- is always a new page, never a heading; what is left out stands as it was typed.

    Shape: what was escaped (\\*) is a token of its own, `text_special`: its stars are never marks.
    """
    return MarkdownIt("commonmark").enable("table").disable(list(_NOT_OURS))
