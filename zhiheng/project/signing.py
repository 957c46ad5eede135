"""How people sign in, from the environment; what does not fit together stops the start with a sentence."""

from collections.abc import Mapping
from typing import Any

from zhiheng.core.values.faults import Fault

WAYS = ("local", "oidc", "cas")


def sign_in_settings(environment: Mapping[str, str]) -> dict[str, Any]:
    """The settings of signing in. Raises: Fault U205–U207."""
    way = environment.get("ZHIHENG_SIGN_IN", "local")
    if way not in WAYS:
        raise Fault("U205", f"ZHIHENG_SIGN_IN 写成了“{way}”。请写 local、oidc 或 cas。")
    found = {
        "SIGN_IN": way,
        "SIGN_IN_URL": environment.get("ZHIHENG_SIGN_IN_URL", ""),
        "SIGN_IN_CLIENT": environment.get("ZHIHENG_SIGN_IN_CLIENT", ""),
        "SIGN_IN_SECRET": environment.get("ZHIHENG_SIGN_IN_SECRET", ""),
        "SIGN_IN_CLAIM": environment.get("ZHIHENG_SIGN_IN_CLAIM", ""),
        "SIGN_IN_UNKNOWN": environment.get("ZHIHENG_SIGN_IN_UNKNOWN", "refuse"),
        "BREAK_GLASS": environment.get("ZHIHENG_BREAK_GLASS", "") if way != "local" else "",
    }
    needed = {"oidc": ("URL", "CLIENT", "SECRET"), "cas": ("URL",), "local": ()}[way]
    missing = [f"ZHIHENG_SIGN_IN_{name}" for name in needed if not found[f"SIGN_IN_{name}"]]
    if missing:
        raise Fault("U206", f"登录方式是 {way}，还缺 {'、'.join(missing)}。请在运行环境里补上。")
    if found["SIGN_IN_UNKNOWN"] not in ("refuse", "wait"):
        raise Fault("U207", "ZHIHENG_SIGN_IN_UNKNOWN 请写 refuse（不认识的人拒绝）或 wait（登记后等待开通）。")
    return found
