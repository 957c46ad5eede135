from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "zhiheng.publications"

    def ready(self) -> None:
        from zhiheng.history.sealing import declare
        from zhiheng.publications.contents import CONTENTS

        for contents in CONTENTS:
            declare(contents)
