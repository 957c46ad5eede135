from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "zhiheng.accounts"

    def ready(self) -> None:
        from zhiheng.accounts import signals  # noqa: F401 they register themselves
        from zhiheng.accounts.rights import rights_of
        from zhiheng.web.access import fill_rights

        fill_rights(rights_of)
