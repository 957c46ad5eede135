"""What of the directory is sealed: who a firm is."""

from zhiheng.history.sealing import Contents

CONTENTS = (
    Contents(
        "directory.enterprise",
        "企业",
        ("id_kind", "code", "name", "size", "sector", "status", "head", "address", "merged_into_id"),
        lambda content: f"企业“{content['name']}”",
    ),
)
