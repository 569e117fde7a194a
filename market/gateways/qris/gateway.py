"""QRIS: the operator's or a seller's sticker made into the code of one payment, scanned with any bank's app."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from market.gateways.base import Callback, ForgedCallback, GatewayRefused, Progress, Request, Standing, Started
from market.gateways.bills.actions import WrongAmount, confirm
from market.gateways.bills.gateway import BillGateway, Place, account_in_use
from market.gateways.bills.models import Bill, ReceivingAccount
from market.gateways.qris.drawing import as_svg
from market.gateways.qris.payload import MOST, TOO_MUCH, UnusableQris, for_payment, read, read_sticker
from market.gateways.qris.provider import Provider, get_provider
from market.gateways.qris.words import in_words

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class HowToPay:
    """What the purchase's page shows of a QRIS payment. `amount` is whole rupiah; `code` a data address of an SVG."""

    external_id: str
    merchant_name: str
    merchant_id: str
    amount: int
    words: str
    code: str
    expires_at: datetime
    state: str
    proof_at: datetime | None

    @property
    def is_waiting(self) -> bool:
        """Is the money still due?"""
        return self.state == Bill.State.WAITING

    @property
    def is_closed(self) -> bool:
        """Is it too late to send it?"""
        return self.state == Bill.State.CANCELLED

    @property
    def may_be_proved(self) -> bool:
        """May a photo still help to find the money?"""
        return self.state != Bill.State.CAPTURED


class QrisGateway(BillGateway):
    """People or a provider's file say what came; with a provider's API it is asked, for pooled payments.

    `provided` is the payload that a provider made for the one payment about to be started.
    """

    code = "qris"
    name = "QRIS"
    template = "gateways/qris/how_to_pay.html"

    def __init__(self, provided: str = "") -> None:
        self._provided = provided

    def start(self, request: Request) -> Started:
        """Write a bill with a code of its own; a provider, if there is one, is asked for it outside transactions."""
        if type(request.amount) is not int or request.amount < 1:
            return super().start(request)  # which refuses it
        if request.amount > MOST:
            raise GatewayRefused(TOO_MUCH)
        provider = _provider_for(request.payee)
        if provider and not self._provided and not _is_started(request):
            return type(self)(_made_by(provider, request)).start(request)
        return super().start(request)

    def places(self, request: Request) -> Iterator[Place]:
        """Yield the payee's QRIS account with the code of this payment."""
        account = account_in_use(payee=request.payee, kind=ReceivingAccount.Kind.QRIS)
        yield Place(account=account, payload=self._provided_for(account, request) or _made_from(account, request))

    def status(self, external_id: str) -> Standing:
        """Read how the bill stands; when a provider made its code, ask there and note what was paid.

        Another sum than was asked for is told as it is, so that people look at it.
        """
        standing = super().status(external_id)
        bill = self._find(external_id)
        provider = _provider_for(bill.partner_id)
        if standing.progress is Progress.CAPTURED or provider is None:
            return standing
        paid = provider.paid(bill.idempotency_key)
        if not paid:
            return standing
        if paid != bill.payable:
            logger.error("The QRIS provider says %s rupiah were paid for %s, which asks for another sum", paid, bill)
            return replace(standing, progress=Progress.CAPTURED, captured=paid)
        return self._confirmed(bill)

    def cancel(self, external_id: str) -> None:
        """Close the bill, unless its money has come. Raises GatewayRefused when it has."""
        if self.status(external_id).progress is not Progress.CAPTURED:
            return super().cancel(external_id)
        raise GatewayRefused(f"{external_id} is paid")

    def bill(self, external_id: str) -> HowToPay:
        """Return what to scan, from whom, how much, until when."""
        bill = self._find(external_id)
        code = read(bill.payload)
        return HowToPay(
            external_id=bill.external_id,
            merchant_name=code.merchant_name,
            merchant_id=code.merchant_id,
            amount=bill.payable,
            words=in_words(bill.payable),
            code=as_svg(bill.payload),
            expires_at=bill.expires_at,
            state=bill.state,
            proof_at=bill.proof_at,
        )

    def read_callback(self, body: bytes, headers: Mapping[str, str]) -> Callback:
        """Return what the provider's callback says; without a provider all are forged."""
        return _the_provider().genuine(body, headers)

    def stored_callback(self, body: str) -> Callback:
        """Return what a callback says that the inbox holds."""
        return _the_provider().stored(body)

    def _confirmed(self, bill: Bill) -> Standing:
        try:
            confirm(bill_id=bill.pk, by=None, evidence="kata penyedia QRIS", at=timezone.now(), received=bill.payable)
        except WrongAmount:
            logger.exception("%s could not be confirmed", bill)
        return super().status(bill.external_id)

    def _provided_for(self, account: ReceivingAccount, request: Request) -> str:
        """Return the provider's payload, found to be for this sum and this merchant; empty when there is none."""
        if not self._provided:
            return ""
        try:
            code = read(self._provided)
        except UnusableQris as trouble:
            raise GatewayRefused(f"The provider's code cannot be used: {trouble}") from None
        if (code.amount, code.merchant_id) != (request.amount, account.merchant_id):
            raise GatewayRefused("The provider's code is for another sum or another merchant")
        return code.text


def _made_from(account: ReceivingAccount, request: Request) -> str:
    try:
        sticker = read_sticker(account.payload)
        return for_payment(sticker, amount=request.amount, bill_number=request.reference).text
    except UnusableQris as trouble:
        raise GatewayRefused(str(trouble)) from None


def _made_by(provider: Provider, request: Request) -> str:
    return provider.make(
        number=request.idempotency_key,
        amount=request.amount,
        description=request.description,
        expires_at=request.expires_at,
    )


def _provider_for(payee: int | None) -> Provider | None:
    """Return who makes and watches codes: sellers' own stickers are watched by nobody."""
    return get_provider() if payee is None else None


def _the_provider() -> Provider:
    provider = get_provider()
    if provider is None:
        raise ForgedCallback("No QRIS provider is set, so nobody can have called back")
    return provider


def _is_started(request: Request) -> bool:
    return Bill.objects.filter(idempotency_key=request.idempotency_key).exists()
