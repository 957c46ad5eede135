"""What Django and axes say about signing in, kept as lines of the log."""

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from zhiheng.accounts.actions.sessions import note_refusal, note_sign_in, session_ended
from zhiheng.accounts.models import User

WAY = "sign_in_way"  # on the request of a sign-in by the office's provider


@receiver(user_logged_in)
def _signed_in(sender: Any, request: HttpRequest, user: User, **said: Any) -> None:
    note_sign_in(request, user, getattr(request, WAY, "local"))


@receiver(user_login_failed)
def _refused(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **said: Any) -> None:
    note_refusal(request, str(credentials.get("username") or ""), "local", "refused", "用户名或密码不对")


@receiver(user_locked_out)
def _locked_out(sender: Any, request: HttpRequest, username: str, **said: Any) -> None:
    note_refusal(request, str(username or ""), "local", "locked", "连续输错密码，暂停登录")


@receiver(user_logged_out)
def _signed_out(sender: Any, request: HttpRequest, user: User | None, **said: Any) -> None:
    if request.session.session_key:
        session_ended(request.session.session_key, "本人退出")
