from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "zhiheng.assessments"

    def ready(self) -> None:
        from zhiheng.assessments.contents import CONTENTS
        from zhiheng.assessments.explaining.serving import items_of_figure
        from zhiheng.history.sealing import declare
        from zhiheng.web.slots import fill

        for contents in CONTENTS:
            declare(contents)
        fill("figure.after", items_of_figure)
