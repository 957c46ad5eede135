"""`zhiheng check`: every definition file loaded strictly."""

import argparse
import json


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("check", help="检查全部定义文件：台账、指标、考核方案、模板、词表、识读规则、角色")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from zhiheng.definitions.proving import proved
    from zhiheng.definitions.signatures import FILE
    from zhiheng.definitions.systems import systems
    from zhiheng.project.home import office_definitions

    proof = proved(office_definitions())
    if arguments.format == "json":
        counted = {"works": len(proof.working), "of": len(systems())}
        said = {"definitions": proof.definitions, "systems": counted, "errors": list(proof.errors)}
        said |= {"unsigned": proof.unsigned}
        print(json.dumps(said, ensure_ascii=False))
    else:
        names = {
            "registers": "台账 {} 份", "indicators": "指标 {} 份", "templates": "模板 {} 份", "lexicons": "词表 {} 份",
            "rules": "识读规则 {} 条", "roles": "角色 {} 个", "profiles": "导入方案 {} 个", "forms": "报表 {} 张",
            "schemes": "考核方案 {} 个",
        }  # fmt: skip
        print("，".join(names[kind].format(count) for kind, count in proof.definitions.items()))
        print(f"五份文件的 {len(systems())} 个系统，可用 {len(proof.working)} 个，见 docs/systems.md。")
        if proof.unsigned:
            print(f"{len(proof.unsigned)} 个法定时限还没有人签认，不计时。核对条文后请写入 {FILE}：")
            print("\n".join(f"  {clock}  {source or '没有写出处'}" for clock, source in proof.unsigned.items()))
        print("\n".join(proof.errors) or "没有发现问题。")
    return 1 if proof.errors else 0
