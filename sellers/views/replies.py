"""/hooks/pesan/: the SMS or WhatsApp gateway hands on what people answer to our messages."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from market.inbox.actions import DifferentBody
from market.inbox.signed import HEADER, Forged, check_signature
from market.notify.replies import NotAReply, read_reply
from sellers.replies import take_reply

if TYPE_CHECKING:
    from django.http import HttpRequest

logger = logging.getLogger(__name__)


@csrf_exempt
@require_POST
@never_cache
def receive(request: HttpRequest) -> HttpResponse:
    """Do what a genuine message says, once, and answer 200; 400 to a forgery and to what is no message."""
    try:
        _check_sender(request)
        reply = read_reply(request.body, content_type=request.content_type or "")
    except (Forged, NotAReply, RequestDataTooBig) as refused:
        logger.warning("A message for people's answers was refused: %s", refused)
        return _plain("refused", 400)
    try:
        outcome = take_reply(reply=reply, now=timezone.now())
    except DifferentBody:
        logger.error("The message gateway sent one message twice with different contents; the first is kept")
        return _plain("different body", 409)
    logger.info("A reply was taken: %s", outcome)
    return _plain("taken", 200)


def _check_sender(request: HttpRequest) -> None:
    """Let the gateway through by its signature, or, where it can make none, by a secret in a header."""
    if HEADER not in request.headers:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        known = any(constant_time_compare(each, token) for each in settings.NOTIFY_REPLY_TOKENS)
        if scheme == "Bearer" and token and known:
            return
    check_signature(request.body, request.headers, secrets=settings.NOTIFY_REPLY_SECRETS)


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain")
