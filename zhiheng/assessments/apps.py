from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "zhiheng.assessments"

    def ready(self) -> None:
        from zhiheng.assessments.contents import CONTENTS
        from zhiheng.history.sealing import declare

        for contents in CONTENTS:
            declare(contents)
