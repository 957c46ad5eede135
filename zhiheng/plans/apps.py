from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "zhiheng.plans"

    def ready(self) -> None:
        from zhiheng.history.sealing import declare
        from zhiheng.plans.contents import CONTENTS
        from zhiheng.plans.onward import plans_resting_on, way_to_a_plan
        from zhiheng.web.slots import fill

        fill("document.actions", way_to_a_plan)
        fill("document.after", plans_resting_on)
        for contents in CONTENTS:
            declare(contents)
