"""What the frame of every page needs: the flow of the work, and where we are in it."""

from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest

from zhiheng.web.access import may


class Stage(NamedTuple):
    """One entry of the left column."""

    name: str
    url: str
    app: str


STAGES = (
    Stage("工作台", "/", "desk"),
    Stage("文件", "/documents/", "documents"),
    Stage("方案", "/plans/", "plans"),
    Stage("台账", "/registers/", "registers"),
    Stage("指标", "/indicators/", "indicators"),
    Stage("公文", "/publications/", "publications"),
)
SETUP = (Stage("机构", "/directory/", "directory"),)


def frame(request: HttpRequest) -> dict[str, object]:
    """Stages, the present one, and the office the user works for."""
    match, office = request.resolver_match, getattr(request, "office", None)
    shown = request.rights.allows if office else lambda permission: False
    return {
        "stages": [stage for stage in STAGES if shown(f"{stage.app}.view")],
        "setup_stages": [stage for stage in SETUP if shown(f"{stage.app}.view")],
        "stage_now": match.app_name if match else "",
        "office": office,
        "may_see_people": office is not None and may(request, "accounts.people"),
        "upload_limit": settings.UPLOAD_LIMIT,
    }
