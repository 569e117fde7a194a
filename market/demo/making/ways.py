"""The four ways to pay, switched on, and the accounts and QRIS codes that the money goes to; all of it made up."""

from __future__ import annotations

from django.utils import timezone

from market.accounts.models import User
from market.demo.data import people
from market.demo.making.shops import Shop
from market.gateways.bills.models import ReceivingAccount
from market.gateways.bills.receiving import check_account, enter_account
from market.gateways.qris.payload import write
from market.settlement.models import PaymentMethod
from market.shop.partner.models import Partner

MODES = {"transfer": PaymentMethod.Mode.POOLED, "qris": PaymentMethod.Mode.DIRECT, "cash": PaymentMethod.Mode.DIRECT}
"""Transfers and cards are paid once, to the operator; QRIS and cash once to each shop: the demo shows both."""

KALTENG, KALTIM, BRI = "125", "124", "002"
BRI_EVERY = 3
WAITING = 3
"""Which shop's bank account still waits for the operator. The cast's third, Pak Hasan, has entered nothing."""


def switch_all_ways_on() -> None:
    """Offer all four ways."""
    for code, mode in MODES.items():
        PaymentMethod.objects.filter(code=code).update(is_on=True, mode=mode)


def give_accounts(shops: list[Shop], cast: dict[str, User]) -> None:
    """Give the operator and the shops their bank accounts and QRIS codes, entered and checked by people."""
    operator = cast[people.BUDI.phone]
    _bank(None, 1, "Pengelola Pasar Hulu", KALTIM, operator, operator)
    _qris(None, 1, "Pasar Hulu", operator, operator)
    for index, shop in enumerate(shops):
        owner, partner = shop.producers[0].user, shop.producers[0].seller.partner
        if owner is None or owner.phone == people.HASAN.phone:
            continue
        code = BRI if index % BRI_EVERY == 1 else KALTENG if shop.producers[0].village_id.startswith("62") else KALTIM
        checks = None if index == WAITING else operator
        _bank(partner, index + 2, owner.first_name.removeprefix("Ibu ").removeprefix("Pak "), code, owner, checks)
        _qris(partner, index + 2, partner.name, owner, operator)


def _bank(partner: Partner | None, index: int, holder: str, code: str, by: User, operator: User | None) -> None:
    digits = 15 if code == BRI else 10
    number = str(10 ** (digits - 1) + index * 7_919_113 % 10**8)
    account = enter_account(
        partner=partner,
        kind=ReceivingAccount.Kind.BANK,
        by=by,
        now=timezone.now(),
        bank=code,
        number=number,
        holder=holder,
    )
    if operator:
        check_account(account=account, by=operator, now=timezone.now())


def _qris(partner: Partner | None, index: int, name: str, by: User, operator: User) -> None:
    account = enter_account(
        partner=partner,
        kind=ReceivingAccount.Kind.QRIS,
        by=by,
        now=timezone.now(),
        payload=sticker(name=name, city="Kalimantan", number=index),
    )
    check_account(account=account, by=operator, now=timezone.now())


def sticker(*, name: str, city: str, number: int) -> str:
    """Return what a shop's QRIS sticker says; the merchant exists nowhere."""
    merchant = (("00", "ID.CO.QRIS.WWW"), ("02", f"ID10260{number:08d}"), ("03", "UMI"))
    acquirer = (("00", "ID.CO.CONTOH.WWW"), ("01", f"93600000{number:010d}"), ("02", f"{number:012d}"), ("03", "UMI"))
    return write(
        [
            ("00", "01"),
            ("01", "11"),
            ("26", _joined(acquirer)),
            ("51", _joined(merchant)),
            ("52", "5499"),
            ("53", "360"),
            ("58", "ID"),
            ("59", name.upper()[:25].strip()),
            ("60", city.upper()[:15]),
        ]
    )


def _joined(fields: tuple[tuple[str, str], ...]) -> str:
    return "".join(f"{name}{len(value):02d}{value}" for name, value in fields)
