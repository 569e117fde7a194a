"""The numbered steps of a purchase, from the press of the button to the last message, at each of which power can go.

Nothing of this is known to the shop: a process that is to die at a step wraps the function there before it begins.
"""

from __future__ import annotations

import importlib
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

PLACE = "market.shop.checkout.actions"
MONEY = "market.shop.order.actions.money"


@dataclass(frozen=True)
class Step:
    """Where a process dies: before or after a function, named as module:path."""

    words: str
    before: str = ""
    after: str = ""


BEFORE_COMMIT = [
    Step("basket locked", before=f"{PLACE}:_review_again"),
    Step("reviewed", after=f"{PLACE}:_method"),
    Step("group written", before=f"{PLACE}:_place_part"),
    Step("orders written", before=f"{PLACE}:open_payments"),
    Step("payment and its effect written", after=f"{PLACE}:open_payments"),
    Step("stock taken", after="market.shop.order.stock:take"),
    Step("all written, before the commit", after=f"{PLACE}:_place"),
]
BEFORE_MONEY = [
    Step("committed, before the gateway", before="market.shop.checkout.views:go_and_pay"),
    Step("payments prepared", before=f"{MONEY}:start_payment"),
    Step("gateway called", before="market.gateways.stripe.gateway:StripeGateway.start"),
    Step("gateway asked, no answer read yet", before="urllib3.connection:HTTPConnection.getresponse"),
    Step("gateway answered, not noted", before="market.settlement.actions:_leave_starting"),
    Step("noted, buyer not told where to pay", after="market.settlement.actions:_leave_starting"),
]
BEFORE_ARRIVAL = [
    Step("paid, webhook not kept", before="market.gateways.stripe.views:keep"),
    Step("arrival and its effect written, before the commit", after="market.inbox.actions:record_effect"),
]
AFTER_ARRIVAL = [
    Step("arrival kept, gateway not answered", after="market.gateways.stripe.views:keep"),
    Step("arrival's effect taken up", after="market.outbox.leases:take"),
    Step("arrival read", before="market.shop.order.arrivals:record_effect"),
    Step("news written, arrival not noted", after="market.shop.order.arrivals:record_effect"),
    Step("arrival processed, effect not noted", after="market.inbox.effects:process_arrival"),
    Step("news taken up", before="market.shop.order.arrivals:take_payment_news"),
    Step("gateway told, nothing written", before=f"{MONEY}:_take_standing"),
    Step("captured, not in the ledger", before="market.settlement.postings:payment"),
    Step("in the ledger, orders not moved", before=f"{MONEY}:_mark_paid"),
    Step("orders paid, nobody told", before="market.shop.order.tell:money_has_come"),
    Step("messages written, before the commit", after=f"{MONEY}:_mark_paid"),
    Step("committed, news not noted", after="market.shop.order.arrivals:take_payment_news"),
    Step("message about to be sent", before="market.notify.effects:send_message"),
    Step("message sent, not noted", before="market.notify.actions:_close"),
    Step("message noted, effect not noted", after="market.notify.effects:send_message"),
]
STEPS = [*BEFORE_COMMIT, *BEFORE_MONEY, *BEFORE_ARRIVAL, *AFTER_ARRIVAL]


def die_at(step: Step) -> None:
    """Let this process be killed the first time it comes to a step."""
    module, _, path = (step.before or step.after).partition(":")
    owner: Any = importlib.import_module(module)
    *above, name = path.split(".")
    for part in above:
        owner = getattr(owner, part)
    setattr(owner, name, _deadly(getattr(owner, name), is_before=bool(step.before)))


def _deadly(work: Callable[..., Any], *, is_before: bool) -> Callable[..., Any]:
    @wraps(work)
    def wrapped(*args: Any, **more: Any) -> Any:
        if not is_before:
            work(*args, **more)
        os.kill(os.getpid(), signal.SIGKILL)

    return wrapped
