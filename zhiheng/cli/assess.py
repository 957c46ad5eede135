"""`zhiheng assess`: the scorecards of the areas below one by a scheme, with every step."""

import argparse
import sys


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("assess", help="按考核方案给下级地区计分，每一步都写明")
    parser.add_argument("scheme", metavar="SCHEME", help="方案代码，例如 provincial-2022")
    parser.add_argument("--period", metavar="P", required=True, help="考核年度，例如 2024 或 A2015")
    parser.add_argument("--area", metavar="CODE", default="", help="考核哪个地区的下级；不写就是最上级")
    parser.add_argument("--explain", metavar="CODE", default="", help="把这个地区的得分逐项说明")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from zhiheng.cli import platform_ready

    platform_ready()
    from zhiheng.assessments.queries import standing
    from zhiheng.core.scoring import as_json, explained
    from zhiheng.core.values.faults import Fault
    from zhiheng.indicators.queries import area_called
    from zhiheng.project import serving

    serving.prepare()
    found = standing(arguments.scheme, arguments.period, area_called(arguments.area) if arguments.area else None)
    if arguments.format == "json":
        sys.stdout.write(as_json(found.scheme, found.period.text, found.cards).decode() + "\n")
        return 0
    if arguments.explain:
        card = next((one for one in found.cards if one.subject == arguments.explain), None)
        if card is None:
            raise Fault("S122", f"“{arguments.explain}”不在考核对象里。可用的：{'、'.join(one.subject for one in found.cards)}。")
        print("\n".join(explained(found.scheme, card)))
    else:
        print(f"{found.scheme.name}，{found.period.name}，{len(found.cards)} 个地区")
        for card in sorted(found.cards, key=lambda one: (one.rank, one.subject)):
            names = "、".join(one.name for one in card.vetoes if one.applies)
            why = f"（按得分 {card.earned}；{names}）" if card.grade != card.earned else ""
            print(f"{card.rank:>4} {card.subject} {card.name} {card.adjusted} 分 {card.grade}{why}")
    print(f"由人评分的 {found.judged} 项还没有评分，按方案的缺数据规则计；这是试算，不是考核结果。")
    if found.scheme.unconfirmed:
        print("方案中待核实的：", *(f"  {one}" for one in found.scheme.unconfirmed), sep="\n")
    return 0
