"""What the frame of every page needs: the flow of the work, and where we are in it."""

from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest


class Stage(NamedTuple):
    """One entry of the left column."""

    name: str
    url: str
    app: str
    permission: str = ""  # else the app's view

    @property
    def needs(self) -> str:
        """The permission without which it is not shown."""
        return self.permission or f"{self.app}.view"


STAGES = (
    Stage("工作台", "/", "desk"),
    Stage("文件", "/documents/", "documents"),
    Stage("方案", "/plans/", "plans"),
    Stage("台账", "/registers/", "registers"),
    Stage("指标", "/indicators/", "indicators"),
    Stage("考核", "/assessments/", "assessments"),
    Stage("公文", "/publications/", "publications"),
)
SETUP = (Stage("机构", "/directory/", "directory"),)
# The three administrators' pages: in the menu of who also does daily work, in the left column of who does not.
ADMINISTRATION = (
    Stage("人员", "/people/", "accounts", "accounts.people"),
    Stage("设置", "/settings/", "accounts", "accounts.settings"),
    Stage("授权", "/grants/", "accounts", "accounts.grants"),
    Stage("角色", "/roles/", "accounts", "accounts.grants"),
    Stage("信息用途", "/purposes/", "accounts", "accounts.purposes"),
    Stage("登录锁定", "/locks/", "accounts", "accounts.locks"),
    Stage("日志", "/logs/", "accounts", "history.logs"),
    Stage("存证", "/seals/", "history", "history.verify"),
)
OWN = "/password/"


def frame(request: HttpRequest) -> dict[str, object]:
    """Stages, the present one, and the office the user works for."""
    match, office = request.resolver_match, getattr(request, "office", None)
    stages, administration = _shown(request, STAGES), _shown(request, ADMINISTRATION)
    return {
        "stages": stages or administration,
        "setup_stages": _shown(request, SETUP),
        "administration": administration if stages else [],
        "other_offices": [each for each in getattr(request, "offices", []) if each != office],
        "stage_now": _stage_now(request.path, match.app_name if match else ""),
        "home": first_page(request) if office else "/",
        "office": office,
        "may_verify": any(stage.needs == "history.verify" for stage in administration),
        "upload_limit": settings.UPLOAD_LIMIT,
    }


def first_page(request: HttpRequest) -> str:
    """Where somebody's work begins: the desk, or an administrator's first page."""
    shown = _shown(request, (*STAGES, *ADMINISTRATION))
    return shown[0].url if shown else OWN


def _shown(request: HttpRequest, stages: tuple[Stage, ...]) -> list[Stage]:
    office, rights = getattr(request, "office", None), getattr(request, "rights", None)
    return [stage for stage in stages if office and rights and rights.allows(stage.needs)]


def _stage_now(path: str, app: str) -> str:
    """The address of the entry that a page belongs to."""
    for stage in (*STAGES, *SETUP, *ADMINISTRATION):
        if stage.app == app and (app != "accounts" or path.startswith(stage.url)):
            return stage.url
    return ""
