from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "zhiheng.registers"

    def ready(self) -> None:
        from zhiheng.history.sealing import declare
        from zhiheng.registers.contents import CONTENTS
        from zhiheng.registers.onward import way_to_the_archive
        from zhiheng.web.slots import fill

        fill("enterprise.after", way_to_the_archive)
        for contents in CONTENTS:
            declare(contents)
