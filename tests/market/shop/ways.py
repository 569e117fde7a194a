"""Ways to pay switched on, with the accounts that they need."""

from __future__ import annotations

from django.utils import timezone

from market.gateways.bills.models import ReceivingAccount
from market.settlement.models import PaymentMethod
from market.shop.partner.models import Partner


def offer(code: str, *, is_direct: bool = False, **rules: object) -> PaymentMethod:
    """Switch a way to pay on for any total, with these rules instead of the first ones."""
    method = PaymentMethod.objects.get(code=code)
    method.mode = PaymentMethod.Mode.DIRECT if is_direct or code == "cash" else PaymentMethod.Mode.POOLED
    method.is_on, method.floor = True, 0
    for name, value in rules.items():
        setattr(method, name, value)
    method.save()
    return method


def bank_account(partner: Partner | None = None, number: str = "0012345678") -> ReceivingAccount:
    """Return an account in use: a seller's, or (None) the operator's."""
    return ReceivingAccount.objects.create(
        partner=partner,
        kind=ReceivingAccount.Kind.BANK,
        bank="Bankaltimtara",
        number=number,
        holder=partner.name if partner else "Pengelola Pasar Hulu",
        state=ReceivingAccount.State.ACTIVE,
        active_from=timezone.now(),
        checked_at=timezone.now(),
    )
