from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "zhiheng.documents"

    def ready(self) -> None:
        from zhiheng.documents.contents import CONTENTS
        from zhiheng.history.sealing import declare

        for contents in CONTENTS:
            declare(contents)
