from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "zhiheng.registers"

    def ready(self) -> None:
        from zhiheng.history.sealing import declare
        from zhiheng.registers.contents import CONTENTS

        for contents in CONTENTS:
            declare(contents)
