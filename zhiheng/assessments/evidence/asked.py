"""What a browser sends about a box, handed to the actions."""

from typing import Any

from django.http import Http404, HttpRequest, QueryDict

from zhiheng.assessments.evidence import actions
from zhiheng.assessments.evidence.actions import Came
from zhiheng.assessments.evidence.forms import DescribeForm
from zhiheng.assessments.models import Assessed, Exhibit
from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Organisation
from zhiheng.documents.arriving import let_go
from zhiheng.web.asking import number_in, typed


def came_in(request: HttpRequest, assessed: Assessed) -> list[Came]:
    """What became of each file of a request, those let go while they arrived among them."""
    sent = [(file.name or "未命名", file.file) for file in request.FILES.getlist("files")]
    gone = [Came("", "refused", f"{fault.says}（{fault.id}）") for fault in let_go(request)]
    if not sent and not gone:
        raise Fault("S232", "没有收到文件。请选择或拖入文件后再提交。")
    unit = Organisation.objects.filter(pk=number_in(request.POST.get("unit"))).first()
    return [*actions.add_files(assessed, sent, request.user, unit), *gone]


def filed(posted: QueryDict, assessed: Assessed, by: Any) -> int:
    """How many were filed: suggestions that were ticked, and ticked files under the piece that was chosen."""
    choices = [_choice(said) for said in posted.getlist("choice")]
    if target := typed(posted, "target"):
        item, _, piece = target.partition("|")
        choices += [(number_in(pk), item, piece) for pk in posted.getlist("exhibit")]
    if not choices:
        raise Fault("S230", "没有选中要归项的材料。请勾选建议，或勾选材料后再选归入哪一项。")
    return actions.file_under(assessed, choices, by)


def _choice(said: str) -> tuple[int, str, str]:
    pk, _, rest = said.replace("\0", "").partition("|")
    item, _, piece = rest.partition("|")
    return number_in(pk), item, piece


def acted(request: HttpRequest, exhibit: Exhibit) -> DescribeForm | None:
    """The form where it was filled in wrongly; else None, and it is done. Raises: Fault: it could not be done."""
    posted, by = request.POST, request.user
    match posted.get("do"):
        case "settle":
            actions.settle(exhibit, typed(posted, "reason"), by)
        case "drop":
            actions.drop(exhibit, typed(posted, "reason"), by)
        case "off":
            actions.take_off(exhibit, number_in(posted.get("use")), by)
        case "file":
            item, _, piece = typed(posted, "target").partition("|")
            actions.file_under(exhibit.assessed, [(exhibit.pk, item, piece)], by)
        case "correct":
            form = DescribeForm(posted)
            if not form.is_valid():
                return form
            actions.correct(exhibit, form.cleaned_data, by)
        case _:
            raise Http404
    return None
