"""The ways to pay that a buyer is offered, and why another is not. Amounts are whole rupiah."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from market.gateways.base import Gateway
from market.gateways.bills.models import ReceivingAccount
from market.gateways.registry import all_gateways
from market.settlement.models import PaymentMethod
from market.settlement.templatetags.money import rupiah

SIGN_IN_FIRST = gettext_lazy("Masuk dulu dengan nomor telepon Anda.")
NEEDS_ACCOUNT = {"transfer": ReceivingAccount.Kind.BANK, "qris": ReceivingAccount.Kind.QRIS}
"""Ways that need somebody's account to send the money to."""

LARGEST = 9_999_999_999
"""What an order's columns hold; nobody buys for more at once."""


@dataclass(frozen=True, kw_only=True)
class MethodPart:
    """What is bought from one seller: for how much, and from which regency."""

    partner_id: int
    name: str
    total: int
    regency_code: str


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One way to pay; `why_not` says in the buyer's language why it cannot be taken, empty when it can."""

    method: PaymentMethod
    gateway: Gateway
    why_not: str

    @property
    def is_open(self) -> bool:
        """Can it be taken?"""
        return not self.why_not


def methods_for(*, parts: Sequence[MethodPart], destination_regency: str, is_known: bool) -> list[Choice]:
    """Return the ways that are switched on, in the operator's order, each with what stands against it.

    `is_known` says whether the buyer has proved a phone number: goods leave for cash only then.
    """
    gateways = all_gateways()
    methods = [method for method in PaymentMethod.objects.filter(is_on=True) if method.code in gateways]
    accounts: set[tuple[int | None, str]] = set(
        ReceivingAccount.objects.filter(state=ReceivingAccount.State.ACTIVE).values_list("partner_id", "kind")
    )
    return [
        Choice(
            method=method,
            gateway=gateways[method.code],
            why_not=_why_not(method, parts, destination_regency, is_known, accounts),
        )
        for method in methods
    ]


def method_of(code: str) -> PaymentMethod | None:
    """Return a way to pay that is switched on, by its code."""
    method = PaymentMethod.objects.filter(code=code, is_on=True).first()
    return method if method and method.code in all_gateways() else None


def hold_of(method: PaymentMethod, *, is_trusted: bool) -> timedelta:
    """Return how long goods are held for a payment.

    Where people have to find the money, anybody could hold goods for a day with somebody else's number: who has
    neither proved a phone nor sent a photo of the payment (`is_trusted`) has GUEST_HOLD_MINUTES.
    """
    is_short = method.code in NEEDS_ACCOUNT and not is_trusted
    minutes = min(method.hold_minutes, settings.GUEST_HOLD_MINUTES) if is_short else method.hold_minutes
    return timedelta(minutes=minutes)


def longest_hold(*, is_trusted: bool) -> timedelta:
    """Return how long goods are held at the most for money that has to come first: cash is not among it."""
    methods = PaymentMethod.objects.filter(is_on=True).exclude(code="cash")
    return max((hold_of(method, is_trusted=is_trusted) for method in methods), default=timedelta())


def _why_not(
    method: PaymentMethod,
    parts: Sequence[MethodPart],
    destination: str,
    is_known: bool,
    accounts: set[tuple[int | None, str]],
) -> str:
    total = sum(part.total for part in parts)
    floor = max(method.floor, 1)  # nothing is no payment, not even where a voucher pays for all
    if total < floor or (method.is_direct and any(part.total < 1 for part in parts)):
        return _("Mulai %(amount)s.") % {"amount": rupiah(floor)}
    cap = LARGEST if method.cap is None else min(method.cap, LARGEST)
    if total > cap:
        return _("Paling banyak %(amount)s.") % {"amount": rupiah(cap)}
    if method.is_local_only and any(part.regency_code != destination for part in parts):
        return _("Hanya bila Anda dan semua toko di kabupaten yang sama.")
    if method.is_cash and not is_known:
        return str(SIGN_IN_FIRST)
    kind = NEEDS_ACCOUNT.get(method.code)
    if kind and not method.is_direct and (None, kind) not in accounts:
        return _("Belum tersedia.")
    missing = next((part.name for part in parts if kind and (part.partner_id, kind) not in accounts), "")
    if missing and method.is_direct:
        return _("%(shop)s belum memasangnya.") % {"shop": missing}
    return ""
