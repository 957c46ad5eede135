"""`zhiheng rules test`: every rule of reading proved by its own examples."""

import argparse
import json

from zhiheng.cli.check import NAMED_SYSTEMS


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("rules", help="识读规则：用规则自带的例子检验")
    verbs = parser.add_subparsers(title="动作", metavar="动作", required=True)
    test = verbs.add_parser("test", help="逐条检验规则的正例和反例，包括本单位自定的规则")
    test.add_argument("--format", choices=("text", "json"), default="text")
    test.set_defaults(run=run_test)


def run_test(arguments: argparse.Namespace) -> int:
    """1 where an example is not read as it says, or a file of rules is at fault."""
    import msgspec

    from zhiheng.definitions.proving import rules_proved
    from zhiheng.project.home import office_definitions

    proof = rules_proved(office_definitions())
    if arguments.format == "json":
        said = {
            "definitions": proof.definitions, "systems": {"works": 0, "of": NAMED_SYSTEMS}, "errors": list(proof.errors),
            "failures": msgspec.to_builtins(proof.failures),
        }  # fmt: skip
        print(json.dumps(said, ensure_ascii=False))
    else:
        names = {"rules": "规则 {} 条", "examples": "正例 {} 个", "counterexamples": "反例 {} 个"}
        print("，".join(names[kind].format(count) for kind, count in proof.definitions.items()))
        print("\n".join(proof.errors) or "全部通过。")
    return 1 if proof.errors else 0
