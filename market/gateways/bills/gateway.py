"""What the gateways without a server of their own have in common: their payments are rows of ours.

Whoever knows that money came says so through `market.gateways.bills.actions`; here it is only asked for and read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone

from market.gateways.base import (
    Asked,
    Callback,
    ForgedCallback,
    GatewayRefused,
    GatewayUnavailable,
    Progress,
    Request,
    Standing,
    Started,
)
from market.gateways.bills.models import Bill, BillRefund, ReceivingAccount

LARGEST_AMOUNT = 10**12
DESCRIPTION_LENGTH = 200
PROGRESS = {
    Bill.State.WAITING: Progress.WAITING,
    Bill.State.CAPTURED: Progress.CAPTURED,
    Bill.State.CANCELLED: Progress.CANCELLED,
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the money of a bill may go: an account, with a few rupiah on top that tell it apart, a QRIS payload.

    `account` is None for cash, which goes from hand to hand.
    """

    account: ReceivingAccount | None = None
    extra: int = 0
    payload: str = ""


class BillGateway:
    """The contract of `market.gateways.base` on bills. A gateway of this kind says its names and its `places`.

    `kept_as` ends the ledger's name of money that a seller took in herself: `seller:7:direct`, `seller:7:cash`.
    """

    code: str
    name: str
    template: str
    kept_as = "direct"

    def places(self, request: Request) -> Iterable[Place]:
        """Yield where this payment may go, best first, inside the transaction that writes the bill.

        A place that the database finds taken is passed over; when none is left the gateway is unavailable. Raises
        GatewayRefused when the payee has no account.
        """
        raise NotImplementedError

    def start(self, request: Request) -> Started:
        """Write a bill; the same key and request give the same bill, another request is refused."""
        _refuse_senseless(request)
        with transaction.atomic():
            bill = Bill.objects.filter(idempotency_key=request.idempotency_key).first() or self._write(request)
        if _told_by(bill) != (self.code, *_told(request)):
            raise GatewayRefused("Another payment was started under this key")
        return Started(external_id=bill.external_id, redirect_url="")

    def status(self, external_id: str) -> Standing:
        """Read how the bill stands; money that came after it was closed counts too."""
        bill = self._find(external_id)
        is_captured = bill.state == Bill.State.CAPTURED
        return Standing(
            external_id=bill.external_id,
            reference=bill.reference,
            progress=PROGRESS[Bill.State(bill.state)],
            amount=bill.amount,
            currency="IDR",
            captured=bill.captured,
            refunded=bill.refunded,
            extra=bill.extra if is_captured else 0,
            account=self._ledger_name(bill),
            asked=_asked_of(bill) if is_captured else (),
        )

    @transaction.atomic
    def cancel(self, external_id: str) -> None:
        """Close the bill. Raises GatewayRefused when its money has come."""
        bill = self._find(external_id, lock=True)
        if bill.state == Bill.State.CAPTURED:
            raise GatewayRefused(f"{external_id} is paid")
        if bill.state == Bill.State.WAITING:
            bill.state, bill.closed_at = Bill.State.CANCELLED, timezone.now()
            bill.save(update_fields=["state", "closed_at"])

    @transaction.atomic
    def refund(self, external_id: str, *, amount: int, idempotency_key: str, attempt: int = 1) -> int:
        """Note for people that `amount` has to go back; return what they have really given back so far.

        An attempt that was refused left nothing behind, so its number says nothing here.
        Raises GatewayRefused for more than came, less all that was asked back already.
        """
        bill = self._find(external_id, lock=True)
        known = BillRefund.objects.filter(idempotency_key=idempotency_key).first()
        if known is None:
            _refuse_too_much(bill, amount)
            known, _ = BillRefund.objects.get_or_create(
                idempotency_key=idempotency_key, defaults={"bill": bill, "amount": amount}
            )
        if known.bill_id != bill.pk or known.amount < amount:
            raise GatewayRefused("Another refund was asked under this key")
        return bill.refunded

    def bill(self, external_id: str) -> object:
        """Return what `template` shows: the bill with its account."""
        return self._find(external_id)

    def read_callback(self, body: bytes, headers: Mapping[str, str]) -> Callback:
        """Refuse: nobody calls back, so whoever does is not who he says."""
        raise ForgedCallback(f"{self.code} has no callbacks")

    def stored_callback(self, body: str) -> Callback:
        """Refuse: none was ever taken in."""
        raise ForgedCallback(f"{self.code} has no callbacks")

    def _write(self, request: Request) -> Bill:
        """Write the bill at the first place that is free, or return the one written under the key meanwhile."""
        for place in self.places(request):
            try:
                with transaction.atomic():
                    return self._write_at(place, request)
            except IntegrityError:
                written = Bill.objects.filter(idempotency_key=request.idempotency_key).first()
                if written:
                    return written
        raise GatewayUnavailable(f"No place is free for {request.amount} rupiah by {self.code}")

    def _write_at(self, place: Place, request: Request) -> Bill:
        return Bill.objects.create(
            gateway=self.code,
            reference=request.reference,
            idempotency_key=request.idempotency_key,
            description=request.description[:DESCRIPTION_LENGTH],
            amount=request.amount,
            extra=place.extra,
            payable=request.amount + place.extra,
            account=place.account,
            partner_id=request.payee,
            payload=place.payload,
            expires_at=request.expires_at,
        )

    def _find(self, external_id: str, *, lock: bool = False) -> Bill:
        bills = Bill.objects.filter(gateway=self.code)
        bills = bills.select_for_update(of=("self",)) if lock else bills.select_related("account")
        bill = bills.filter(external_id=external_id).first()
        if bill is None:
            raise GatewayRefused(f"{self.code} knows no payment {external_id[:60]}")
        return bill

    def _ledger_name(self, bill: Bill) -> str:
        if bill.partner_id:
            return f"seller:{bill.partner_id}:{self.kept_as}"
        return bill.account.code if bill.account else ""


def account_in_use(*, payee: int | None, kind: ReceivingAccount.Kind) -> ReceivingAccount:
    """Return the account on which a partner (None: the operator) takes money in, locked against other starts.

    Raises:
        GatewayRefused: when there is none in use.
    """
    accounts = ReceivingAccount.objects.select_for_update(of=("self",), no_key=True)
    account = accounts.filter(
        partner_id=payee,  # type: ignore[misc]
        kind=kind,
        state=ReceivingAccount.State.ACTIVE,
    ).first()
    if account is None:
        whose = f"partner {payee}" if payee else "the operator"
        raise GatewayRefused(f"No account of kind {kind} is in use for {whose}")
    return account


def _asked_of(bill: Bill) -> tuple[Asked, ...]:
    refunds = bill.refunds.order_by("pk").values_list("idempotency_key", "amount", "done_at")
    return tuple(Asked(key=key, amount=amount, is_given=done_at is not None) for key, amount, done_at in refunds)


def _told(request: Request) -> tuple[object, ...]:
    description = request.description[:DESCRIPTION_LENGTH]
    return (request.reference, description, request.amount, request.expires_at, request.payee)


def _told_by(bill: Bill) -> tuple[object, ...]:
    return (bill.gateway, bill.reference, bill.description, bill.amount, bill.expires_at, bill.partner_id)


def _refuse_senseless(request: Request) -> None:
    if type(request.amount) is not int or not 0 < request.amount <= LARGEST_AMOUNT:
        raise GatewayRefused("The amount must be whole rupiah, more than nothing")


def _refuse_too_much(bill: Bill, amount: int) -> None:
    if type(amount) is not int or amount <= 0:
        raise GatewayRefused("What goes back must be whole rupiah, more than nothing")
    asked = bill.refunds.aggregate(sum=Sum("amount"))["sum"] or 0
    if asked + amount > bill.captured:
        raise GatewayRefused(f"{amount} rupiah are more than the {bill.captured - asked} that may go back")
