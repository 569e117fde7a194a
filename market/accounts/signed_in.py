"""Where somebody is signed in, as allauth notes it, and how such a session is ended at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

from market.accounts.devices import forget_device

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from market.accounts.models import User

RENEWED, RENEWED_EVERY_S = "renewed", 7 * 24 * 3600
KINDS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "HP Android", "Windows": "Windows", "Macintosh": "Mac"}
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "Chrom": "Chrome",
    "Safari": "Safari",
}
"""What a browser says in its name, in the order in which to look: most say that they are several."""


def sessions_of(request: HttpRequest) -> list[UserSession]:
    """Return where this person is signed in, newest first; the session that asks is among them."""
    note_session(request)
    found = UserSession.objects.purge_and_list(request.user)
    return sorted(found, key=lambda each: each.created_at, reverse=True)


def note_session(request: HttpRequest) -> None:
    """Put the session that asks into the list of its account, unless it is there, with its device."""
    if not UserSession.objects.filter(session_key=request.session.session_key).exists():
        UserSession.objects.create_from_request(request)
    note_device(request)


def end_session(*, user: User, number: int) -> bool:
    """End one session of this person at once, and let the account forget its device; False for somebody else's."""
    found = UserSession.objects.filter(user=user, pk=number).first()
    if found is None:
        return False
    _end(found, user)
    return True


def end_other_sessions(*, user: User, but: str) -> None:
    """End all sessions of this person except one, and forget their devices."""
    for found in UserSession.objects.filter(user=user).exclude(session_key=but):
        _end(found, user)


def _end(session: UserSession, user: User) -> None:
    if device := session.data.get("device"):
        forget_device(user=user, name=device)
    session.end()


def note_device(request: HttpRequest) -> None:
    """Write down in the list of sessions on which device this one is."""
    UserSession.objects.filter(session_key=request.session.session_key).update(
        data={"device": request.session.get("device", "")}
    )


def renew_session(request: HttpRequest) -> None:
    """Give the session a new key, and keep its place in the list."""
    old = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)


def renew_in_time(request: HttpRequest, *, now: datetime) -> bool:
    """Let a session that is in use last anew, at most once a week; return whether it does from now on."""
    proved = (record["at"] for record in request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, []))
    last = request.session.get(RENEWED, max(proved, default=None))
    if last is None or now.timestamp() - last < RENEWED_EVERY_S:
        return False
    request.session[RENEWED] = now.timestamp()
    return True


def words_for(user_agent: str) -> str:
    """Return what people call a device, such as "HP Android, Chrome"."""
    kind = next((words for sign, words in KINDS.items() if sign in user_agent), _("Perangkat"))
    browser = next((words for sign, words in BROWSERS.items() if sign in user_agent), "")
    return f"{kind}, {browser}" if browser else kind
