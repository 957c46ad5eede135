from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "zhiheng.publications"

    def ready(self) -> None:
        from zhiheng.history.sealing import declare
        from zhiheng.publications.contents import CONTENTS
        from zhiheng.publications.slots import documents_of_figure
        from zhiheng.web.slots import fill

        for contents in CONTENTS:
            declare(contents)
        fill("figure.after", documents_of_figure)
