"""Why a sign-in by the provider came to nothing: a sentence for the person, the cause in the log of the server."""

import logging

from zhiheng.core.values.faults import Fault

_log = logging.getLogger(__name__)


def not_answering(problem: object) -> Fault:
    """The provider cannot be reached, or what answers is none."""
    _log.error("the sign-in provider does not answer: %s", problem)
    return Fault("U130", "统一身份认证现在没有应答。请稍后再试；仍不行的，请系统管理员核对登录设置和网络。")


def not_believed(problem: object) -> Fault:
    """What the browser brought back proves nothing: signature, state, issuer, nonce or time is wrong."""
    _log.warning("a sign-in was not believed: %s", problem)
    return Fault("U131", "统一身份认证返回的凭据无效或已过期，没有登录。请重新登录一次；反复出现的，请联系系统管理员。")
