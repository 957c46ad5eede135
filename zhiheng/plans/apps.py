from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "zhiheng.plans"

    def ready(self) -> None:
        from zhiheng.plans.fragments import make_button, plans_resting
        from zhiheng.web.slots import fill

        fill("document.actions", make_button)
        fill("document.after", plans_resting)
