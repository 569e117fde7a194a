"""Vouchers typed into a basket. What they take off is reckoned on the whole basket, once, by Oscar's offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from oscar.core.loading import get_model

from market.shop.basket.actions import BasketClosed
from market.shop.basket.models import Basket

if TYPE_CHECKING:
    from market.accounts.models import User

Voucher = get_model("voucher", "Voucher")
MOST_VOUCHERS = 5


class UnusableVoucher(Exception):
    """There is no such voucher, it is over or used up, or not for this person; they all look the same to strangers."""


def add_voucher(*, basket: Basket, code: str, user: User | AnonymousUser) -> str:
    """Put a voucher into the basket; return its name. Putting it in twice is putting it in once.

    Raises:
        UnusableVoucher: when it cannot be used by this person now.
        BasketClosed: when the basket has been bought meanwhile.
    """
    voucher = Voucher.objects.filter(code=code.strip().upper()).first()
    if voucher is None or not _is_usable(voucher, user):
        raise UnusableVoucher(code)
    with transaction.atomic():
        _lock(basket)
        if not basket.vouchers.filter(pk=voucher.pk).exists() and basket.vouchers.count() >= MOST_VOUCHERS:
            raise UnusableVoucher(code)
        basket.vouchers.add(voucher)
    basket.reset_offer_applications()
    return str(voucher.name)


def remove_voucher(*, basket: Basket, voucher_id: int) -> None:
    """Take a voucher out of the basket. Raises BasketClosed when the basket has been bought meanwhile."""
    with transaction.atomic():
        _lock(basket)
        basket.vouchers.remove(*basket.vouchers.filter(pk=voucher_id))
    basket.reset_offer_applications()


def _is_usable(voucher: Voucher, user: User | AnonymousUser) -> bool:
    """Is it time, may she, and has somebody said who bears what it takes off? Until then it takes off nothing."""
    if not voucher.is_active(timezone.now()) or not voucher.is_available_to_user(user)[0]:
        return False
    return bool(voucher.offers.filter(funding__isnull=False).exists())


def _lock(basket: Basket) -> None:
    if not Basket.objects.select_for_update().filter(pk=basket.pk or 0, status=Basket.OPEN).exists():
        raise BasketClosed(basket.pk)
