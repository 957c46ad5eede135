from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "zhiheng.accounts"

    def ready(self) -> None:
        from zhiheng.accounts.queries import may
        from zhiheng.web.access import fill_permission_check

        fill_permission_check(may)
