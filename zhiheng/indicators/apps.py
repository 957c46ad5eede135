from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "zhiheng.indicators"

    def ready(self) -> None:
        from zhiheng.history.sealing import declare
        from zhiheng.indicators.contents import CONTENTS
        from zhiheng.indicators.onward import targets_of_plan
        from zhiheng.web.slots import fill

        for contents in CONTENTS:
            declare(contents)
        fill("plan.goals", targets_of_plan)
