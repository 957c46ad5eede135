"""Tokens with which programs sign in: shown once, kept as a digest, ended with the post."""

import hashlib
import secrets
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from zhiheng.accounts.actions.sessions import address_of, note_refusal
from zhiheng.accounts.models import ApiToken, SignIn, User
from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Organisation
from zhiheng.history.actions import record
from zhiheng.web.access import demand

LONGEST = timedelta(days=366)
MINUTE = timedelta(minutes=1)
WAY = "token"


@transaction.atomic
def make_token(user: User, office: Organisation, name: str, until: date) -> str:
    """A new token in words, which nobody can read again. Raises: NotAllowed U401; Fault U141: switched off. U142: the day."""
    demand(user, "accounts.own")
    _refuse_switched_off()
    today = timezone.localdate()
    if not today <= until <= today + LONGEST:
        raise Fault("U142", "有效期应从今天起、不超过一年。请改日期。")
    words = f"zh_{secrets.token_urlsafe(32)}"
    ApiToken.objects.create(
        user=user, office=office, name=name, digest=_digest(words), made_at=timezone.now(), valid_to=until
    )
    record(user, "建立访问令牌", user, after={"用途": name, "有效期至": until.isoformat()}, about=office)
    return words


@transaction.atomic
def revoke_token(token: ApiToken, by: User) -> None:
    """It opens nothing from now on. Raises: NotAllowed U401."""
    demand(by, "accounts.own")
    if token.ended_at is None:
        token.ended_at = timezone.now()
        token.save(update_fields=["ended_at"])
        record(token.user, "收回访问令牌", by, before={"用途": token.name}, about=token.office)


def end_tokens(user: User, office: Organisation) -> None:
    """Those for an office that she leaves."""
    ApiToken.objects.filter(user=user, office=office, ended_at=None).update(ended_at=timezone.now())


def known_token(request: HttpRequest, words: str) -> ApiToken:
    """The token that a program shows, its use noted; what is refused is logged.

    Raises: Fault U141: switched off. U143: not one of ours. U144: ended, or its person left the post.
    """
    found = ApiToken.objects.filter(digest=_digest(words)).select_related("user", "office").first()
    try:
        _refuse(found)
    except Fault as problem:
        note_refusal(request, found.user.username if found else "", WAY, "refused", problem.says)
        raise
    _note_use(request, found)
    return found


def _refuse_switched_off() -> None:
    if not settings.TOKENS:
        raise Fault("U141", "本系统停用了访问令牌。确实需要的，请联系安全管理员。")


def _refuse(token: ApiToken | None) -> None:
    _refuse_switched_off()
    if token is None:
        raise Fault("U143", "访问令牌不对。请核对是否抄全，或在“访问令牌”页建一个新的。")
    at_work = token.user.memberships.current().filter(organisation=token.office_id).exists()
    if not token.lasts or not at_work or token.user.must_change_password:
        raise Fault("U144", "访问令牌已经到期、收回，或者本人已离岗、要先更改密码。请在“访问令牌”页建一个新的。")


def _note_use(request: HttpRequest, token: ApiToken) -> None:
    """When it was last used, by the minute; in the log once a day."""
    now, before = timezone.now(), token.used_at
    if before and now - before < MINUTE:
        return
    token.used_at = now
    token.save(update_fields=["used_at"])
    if not before or timezone.localdate(before) != timezone.localdate(now):
        SignIn.objects.create(
            user=token.user, username=token.user.username, way=WAY, outcome="ok", says=token.name,
            address=address_of(request), at=now,
        )  # fmt: skip


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
