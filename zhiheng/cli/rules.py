"""`zhiheng rules test`: every rule of reading proved by its own examples, and what was learnt by its cases."""

import argparse
import json


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("rules", help="识读规则：用规则自带的例子检验")
    verbs = parser.add_subparsers(title="动作", metavar="动作", required=True)
    test = verbs.add_parser("test", help="逐条检验规则的正例和反例，并重读改正过的句子；包括本单位自定的规则")
    test.add_argument("--format", choices=("text", "json"), default="text")
    test.set_defaults(run=run_test)
    cases = verbs.add_parser("cases", help="列出本单位改正过的句子（TOML），可交给项目收作例子")
    cases.set_defaults(run=run_cases)


def run_test(arguments: argparse.Namespace) -> int:
    """1 where an example is not read as it says, or a file of rules is at fault."""
    import msgspec

    from zhiheng.definitions.proving import rules_proved
    from zhiheng.definitions.registers import registers
    from zhiheng.definitions.systems import systems, working
    from zhiheng.project.home import office_definitions

    proof = rules_proved(office_definitions())
    if arguments.format == "json":
        counted = {"works": len(working(registers())), "of": len(systems())}
        said = {
            "definitions": proof.definitions, "systems": counted, "errors": list(proof.errors),
            "failures": msgspec.to_builtins(proof.failures), "differing": list(proof.differing),
        }  # fmt: skip
        print(json.dumps(said, ensure_ascii=False))
    else:
        names = {"rules": "规则 {} 条", "examples": "正例 {} 个", "counterexamples": "反例 {} 个", "cases": "改正 {} 处"}
        print("，".join(names[kind].format(count) for kind, count in proof.definitions.items()))
        print("\n".join(f"只记为案例，仍读得不同：{text}" for text in proof.differing), end="\n" if proof.differing else "")
        print("\n".join(proof.errors) or "全部通过。")
    return 1 if proof.errors else 0


def run_cases(arguments: argparse.Namespace) -> int:
    """The sentences that people corrected, personal data masked, on standard output."""
    from zhiheng.definitions.learned import cases, cases_text
    from zhiheng.project.home import office_definitions

    print(cases_text(cases(office_definitions())), end="")
    return 0
