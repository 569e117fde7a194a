"""Where Stripe's webhooks come in: look whether they are genuine, keep them, answer at once."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from market.gateways.base import ForgedCallback
from market.gateways.stripe.gateway import StripeGateway
from market.gateways.stripe.keeping import AnotherStory, keep

logger = logging.getLogger(__name__)


@csrf_exempt
@require_POST
@never_cache
def receive(request: HttpRequest) -> HttpResponse:
    """Keep a genuine event of any type, once, and answer 200; answer 400 to a forgery.

    Nothing is asked of Stripe here. What the event means is found out later, from the inbox.
    """
    try:
        callback = StripeGateway().read_callback(request.body, request.headers)
    except ForgedCallback as forgery:
        logger.warning("A webhook for Stripe was refused: %s", forgery)
        return _plain("refused", 400)
    try:
        keep(event_id=callback.id, body=request.body.decode())
    except AnotherStory:
        return _plain("different body", 409)
    return _plain("taken", 200)


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain")
