"""A seller's word about money: it came, or went back. The order follows at once, and by the outbox if not."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.utils import timezone

from market.gateways.base import GatewayRefused, GatewayUnavailable
from market.gateways.bills.actions import confirm, mark_refunded
from market.shop.order.actions import take_payment_news

if TYPE_CHECKING:
    from market.accounts.models import User
    from market.gateways.bills.models import Bill, BillRefund

logger = logging.getLogger(__name__)


def confirm_bill(bill: Bill, *, by: User, evidence: str) -> None:
    """Note that a seller's bill is paid; the caller has seen to it that it is hers."""
    confirm(bill_id=bill.pk, by=by, evidence=evidence, at=timezone.now())
    _look_again(bill)


def note_given_back(refund: BillRefund, *, by: User, evidence: str) -> None:
    """Note that a seller has given money back; the caller has seen to it that it is hers to give."""
    mark_refunded(refund_id=refund.pk, by=by, evidence=evidence, at=timezone.now())
    _look_again(refund.bill)


def _look_again(bill: Bill) -> None:
    """Let the order know now what the outbox tells it a moment later, so that the next page is right."""
    try:
        take_payment_news(gateway_code=bill.gateway, external_id=bill.external_id)
    except (GatewayRefused, GatewayUnavailable):
        logger.info("%s is looked at again by the outbox", bill.external_id)
