"""What of a document that came in is sealed: which file it is. What people decide in it has its own lines."""

from zhiheng.history.sealing import Contents

CONTENTS = (Contents("documents.document", "文件", ("name", "digest", "size"), lambda content: f"文件“{content['name']}”"),)
