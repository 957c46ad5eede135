"""What of an issued document is sealed: all of it, since it never changes."""

from zhiheng.history.sealing import Contents

CONTENTS = (
    Contents(
        "publications.publication",
        "公文",
        ("area_id", "template", "template_text", "title", "period", "start", "end", "text", "digest", "figures",
         "paper"),
        lambda content: f"公文“{content['title']}”",
    ),
)
