from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "zhiheng.indicators"

    def ready(self) -> None:
        from zhiheng.history.sealing import declare
        from zhiheng.indicators.contents import CONTENTS

        for contents in CONTENTS:
            declare(contents)
