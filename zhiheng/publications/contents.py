"""What of documents is sealed: all of an issued one, since it never changes; the book of numbers; what became of documents."""

from zhiheng.history.sealing import Contents

CONTENTS = (
    Contents(
        "publications.publication",
        "公文",
        ("area_id", "template", "template_text", "title", "period", "start", "end", "text", "digest", "figures",
         "paper", "number"),
        lambda content: f"公文“{content['title']}”",
    ),
    Contents(
        "publications.bookednumber",
        "发文编号",
        ("area_id", "series_id", "number", "manuscript_id", "title", "taken_by_id", "voided_by_id", "void_reason"),
        lambda content: f"第 {content['number']} 号“{content['title']}”",
    ),
    Contents(
        "publications.amendment",
        "更正和撤回",
        ("publication_id", "kind", "notice_id", "figures", "reason", "by_id"),
        lambda content: f"第 {content['publication_id']} 件公文的{'撤回' if content['kind'] == 'withdrawn' else '更正'}",
    ),
)
