from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "zhiheng.plans"
