"""`zhiheng assess`: the scorecards of those assessed by a scheme, with every step; an approved result as it was kept."""

import argparse
import sys
from typing import TYPE_CHECKING

from zhiheng.core.values.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from zhiheng.assessments.models import Assessment, Result
    from zhiheng.core.values.schemes import Scheme
    from zhiheng.core.values.scorecards import Scorecard
    from zhiheng.directory.models import Area


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("assess", help="按考核方案给下级计分，每一步都写明；已经审定的，照审定的结果")
    parser.add_argument("scheme", metavar="SCHEME", help="方案代码，例如 provincial-2022")
    parser.add_argument("--period", metavar="P", required=True, help="考核年度，例如 2024 或 A2015")
    parser.add_argument("--area", metavar="CODE", default="", help="考核哪个地区的下级；不写就是最上级")
    parser.add_argument("--explain", metavar="CODE", default="", help="把这个考核对象的得分逐项说明")
    parser.add_argument("--reproduce", action="store_true", help="用审定时保存的方案和依据重新计分，核对是否一字不差")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from zhiheng.cli import platform_ready

    platform_ready()
    from zhiheng.assessments.kept import latest_result
    from zhiheng.assessments.queries import assessment_by
    from zhiheng.indicators.queries import area_called
    from zhiheng.project import serving

    serving.prepare()
    above = area_called(arguments.area) if arguments.area else None
    assessment = assessment_by(arguments.scheme, arguments.period, above)
    result = latest_result(assessment) if assessment else None
    if result:
        return _reproduced(result, arguments) if arguments.reproduce else _kept(result, arguments)
    if arguments.reproduce:
        where = f"“{assessment}”在“{assessment.get_stage_display()}”" if assessment else "没有按这个方案和年度开展的考核"
        raise Fault("S264", f"{where}，没有审定的结果可以核对。请审定以后再用 --reproduce。")
    return _tried(assessment, arguments, above)


def _kept(result: "Result", arguments: argparse.Namespace) -> int:
    """The approved result, as it was kept."""
    if arguments.format == "json":
        sys.stdout.write(result.cards + "\n")
    else:
        _told(result, arguments)
    return 0


def _reproduced(result: "Result", arguments: argparse.Namespace) -> int:
    """Scored again from what was kept alone: the same bytes and 0, or 1 and what differs."""
    from zhiheng.assessments.freezing import cards_text, flaws_of, scheme_from
    from zhiheng.assessments.inputs import inputs_from
    from zhiheng.assessments.kept import frozen_in

    if flaws := flaws_of(frozen_in(result)):
        print(f"{result}：与审定时不一致。", *flaws, sep="\n", file=sys.stderr)
        return 1
    if arguments.format == "json":
        sys.stdout.write(cards_text(scheme_from(result.scheme_kept), inputs_from(result.inputs)) + "\n")
        return 0
    _told(result, arguments)
    print(f"已用审定时保存的方案和依据重新计分，与审定的结果一字不差（{result.digest_name} {result.digest}）。")
    return 0


def _told(result: "Result", arguments: argparse.Namespace) -> None:
    from zhiheng.assessments.freezing import reckoned, scheme_from
    from zhiheng.assessments.inputs import inputs_from
    from zhiheng.assessments.kept import cards_in

    if arguments.explain:
        scheme = scheme_from(result.scheme_kept)
        _explain(scheme, reckoned(scheme, inputs_from(result.inputs)), arguments.explain)
        return
    cards = cards_in(result.cards)
    print(f"{result}，{len(cards.scorecards)} 个考核对象")
    for card in cards.ranked:
        struck = "、".join(one.name for one in card.struck)
        _line(card.rank, card.area, card.name, card.adjusted, card.grade, card.earned, struck)
    by = f"，{result.document}" if result.document else ""
    print(f"{result.approved_at:%Y-%m-%d} 由 {result.approver} 审定{by}；以后数据、方案的变化不影响这个结果。")
    if result.corrects:
        print(f"更正了第 {result.corrects.revision} 版：{result.why}")


def _tried(assessment: "Assessment | None", arguments: argparse.Namespace, above: "Area | None") -> int:
    """The scorecards as they stand now, which are no result."""
    from zhiheng.assessments.cards import standing_of
    from zhiheng.assessments.queries import standing, unsaid
    from zhiheng.core.scoring import as_json

    found = standing_of(assessment) if assessment else standing(arguments.scheme, arguments.period, above)
    if arguments.format == "json":
        sys.stdout.write(as_json(found.scheme, found.period.text, found.cards).decode() + "\n")
        return 0
    if arguments.explain:
        _explain(found.scheme, found.cards, arguments.explain)
    else:
        print(f"{found.scheme.name}，{found.period.name}，{len(found.cards)} 个考核对象")
        for card in sorted(found.cards, key=lambda one: (one.group, one.rank, one.subject)):
            struck = "、".join(one.name for one in card.vetoes if one.applies)
            _line(card.rank, card.subject, card.name, card.adjusted, card.grade, card.earned, struck)
    print(f"由人评分的 {unsaid(found.scheme, found.findings)} 项还没有评分，按方案的缺数据规则计；这是试算，不是考核结果。")
    if found.scheme.unconfirmed:
        print("方案中待核实的：", *(f"  {one}" for one in found.scheme.unconfirmed), sep="\n")
    return 0


def _line(rank: int, code: str, name: str, total: "Decimal", grade: str, earned: str, struck: str) -> None:
    why = f"（按得分 {earned}；{struck}）" if grade != earned else ""
    print(f"{rank:>4} {code} {name} {total} 分 {grade}{why}")


def _explain(scheme: "Scheme", cards: "Sequence[Scorecard]", code: str) -> None:
    from zhiheng.core.scoring import explained

    card = next((one for one in cards if one.subject == code), None)
    if card is None:
        raise Fault("S122", f"“{code}”不在考核对象里。可用的：{'、'.join(one.subject for one in cards)}。")
    print("\n".join(explained(scheme, card)))
