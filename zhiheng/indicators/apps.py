from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "zhiheng.indicators"

    def ready(self) -> None:
        from django.conf import settings

        from zhiheng.engines.gathering.remembering import remember_in
        from zhiheng.history.sealing import declare
        from zhiheng.indicators.contents import CONTENTS
        from zhiheng.indicators.onward import targets_of_plan, way_to_problems
        from zhiheng.web.slots import fill

        remember_in(settings.HOME / "compiled")
        for contents in CONTENTS:
            declare(contents)
        fill("plan.goals", targets_of_plan)
        fill("chasing.tabs", way_to_problems)
