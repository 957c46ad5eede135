from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "zhiheng.publications"

    def ready(self) -> None:
        from zhiheng.history.sealing import declare
        from zhiheng.publications.contents import CONTENTS
        from zhiheng.publications.slots import documents_about, documents_of_figure, ways_to_documents
        from zhiheng.web.slots import fill

        for contents in CONTENTS:
            declare(contents)
        fill("figure.after", documents_of_figure)
        for thing in ("row", "duty", "plan", "assessment"):
            fill(f"{thing}.actions", ways_to_documents)
            fill(f"{thing}.after", documents_about)
