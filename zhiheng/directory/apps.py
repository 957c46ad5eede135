from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "zhiheng.directory"

    def ready(self) -> None:
        from zhiheng.directory.contents import CONTENTS
        from zhiheng.history.sealing import declare

        for contents in CONTENTS:
            declare(contents)
