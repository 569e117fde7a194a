"""Pencairan: what sellers have earned is paid out by bank or through the treasurer, each rupiah once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.base import File
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from market.gateways.bills.account_news import described
from market.gateways.bills.models import ReceivingAccount
from market.notify.actions import tell
from market.settlement import accounts, postings
from market.settlement.models import PaymentSplit, SellerPayout, SellerTransfer
from market.settlement.sheets import write_csv

if TYPE_CHECKING:
    from market.accounts.models import User

ONE_AT_A_TIME = 82_001
"""Our number among PostgreSQL's advisory locks."""

OPEN = (SellerPayout.Status.DRAFT, SellerPayout.Status.EXPORTED)

HEADINGS = {
    "bank": ("nomor", "bank", "nomor rekening", "atas nama", "jumlah", "berita"),
    "treasurer": ("nomor", "toko", "desa", "jumlah", "tanda tangan"),
}


class NotOpen(Exception):
    """The payout was paid or has failed already."""


class NoProof(Exception):
    """A payout is marked paid with a proof: the bank's slip, or the seller's signature."""


@transaction.atomic
def prepare_payouts(*, until: date, now: datetime, by: User | None = None) -> list[SellerPayout]:
    """Make one payout for each seller who has something to get of what happened up to and including `until`.

    What she owes (commission of direct sales, claw-backs) is taken off; when what is left is below PAYOUT_MINIMUM or
    nothing, all of it waits for the next time. Orders whose money a buyer's bank holds back wait too, and so does a
    seller with a payout that is still open. It goes to her active bank account, without one through the treasurer.
    Of two operators at once one waits for the other, and finds nothing left. Amounts are whole rupiah, days the
    market's own.
    """
    wait_for_others()
    waiting = list(_waiting(until).order_by("partner_id", "pk").select_for_update(of=("self",)))
    busy = set(SellerPayout.objects.filter(status__in=OPEN).values_list("partner_id", flat=True))
    banks = _banks(now)
    made = []
    for partner_id, transfers in groupby(waiting, key=lambda transfer: transfer.partner_id):
        group = list(transfers)
        amount = sum(transfer.amount for transfer in group)
        if partner_id not in busy and amount >= max(settings.PAYOUT_MINIMUM, 1):
            made.append(_prepare(partner_id, group, amount, until, banks.get(partner_id), now))
    return made


def export_payouts(*, payouts: Iterable[SellerPayout], form: str = "bank", now: datetime | None = None) -> str:
    """Return `payout_rows` as CSV."""
    return write_csv(payout_rows(payouts=payouts, form=form, now=now))


@transaction.atomic
def payout_rows(
    *, payouts: Iterable[SellerPayout], form: str = "bank", now: datetime | None = None
) -> list[Sequence[object]]:
    """Return open payouts as rows for the bank (those with an account) or the treasurer (those without), headed.

    They are marked as sent; a second export says the same again. An account that went out of use meanwhile is left
    out: mark that payout as failed and prepare it anew. Amounts are plain whole numbers, account numbers text.

    Raises:
        KeyError: for another form than "bank" or "treasurer".
    """
    heading, is_bank = HEADINGS[form], form == "bank"
    to = {"account__state": ReceivingAccount.State.ACTIVE} if is_bank else {"account": None}
    locked = list(
        SellerPayout.objects.select_for_update(of=("self",))
        .select_related("partner__village", "account")
        .filter(pk__in=[payout.pk for payout in payouts], status__in=OPEN, **to)
        .order_by("pk")
    )
    SellerPayout.objects.filter(pk__in=[payout.pk for payout in locked], status=SellerPayout.Status.DRAFT).update(
        status=SellerPayout.Status.EXPORTED, exported_at=now or timezone.now()
    )
    row = _bank_row if is_bank else _treasurer_row
    return [heading, *(row(payout) for payout in locked)]


@transaction.atomic
def mark_paid(
    *, payout: SellerPayout, proof: File | None, paid_from: str, by: User | None, now: datetime
) -> SellerPayout:
    """Note that a seller has her money, with its proof, book it once, and tell her.

    `paid_from` is the code of the operator's own place: `bank:3`, or `bank:treasurer` for the cash box.

    Raises:
        NoProof: when there is no file.
        NotOpen: when the payout has failed.
        ValueError: when `paid_from` is no such place.
    """
    place = accounts.place(paid_from)
    payout = _lock(payout)
    if payout.status == SellerPayout.Status.PAID:
        return payout
    if payout.status not in OPEN:
        raise NotOpen(payout.number)
    if not proof:
        raise NoProof(payout.number)
    payout.status, payout.paid_from, payout.paid_at, payout.paid_by = SellerPayout.Status.PAID, paid_from, now, by
    payout.proof = proof
    payout.save()
    postings.payout(payout=payout, paid_from=place, at=now)
    _tell_paid(payout)
    return payout


@transaction.atomic
def mark_failed(*, payout: SellerPayout, note: str, by: User | None, now: datetime) -> SellerPayout:
    """Note that a payout did not arrive: what it held is free for the next one. One that was paid is booked back."""
    payout = _lock(payout)
    if payout.status == SellerPayout.Status.FAILED:
        return payout
    if payout.status == SellerPayout.Status.PAID:
        postings.payout_returned(payout=payout, paid_from=accounts.place(payout.paid_from), at=now)
    payout.status, payout.note, payout.paid_by = SellerPayout.Status.FAILED, note[:200], by
    payout.save()
    payout.transfers.update(payout=None)
    return payout


def own_places() -> list[tuple[str, str]]:
    """Return the places that payouts are paid from, by code, with their names: the operator's banks, the cash box."""
    banks = ReceivingAccount.objects.filter(
        partner=None, kind=ReceivingAccount.Kind.BANK, state=ReceivingAccount.State.ACTIVE
    )
    return [*((bank.code, str(bank)) for bank in banks), (accounts.TREASURER.code, accounts.TREASURER.name)]


def wait_for_others() -> None:
    """Wait until nobody else prepares payouts, and let nobody before this transaction is over."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def _waiting(until: date) -> QuerySet[SellerTransfer]:
    """Return what no payout holds yet; an order's earnings wait while its money is in dispute."""
    end = timezone.make_aware(datetime.combine(until + timedelta(days=1), time()))
    disputed = PaymentSplit.objects.filter(order=OuterRef("order"), payment__disputed__gt=0)
    unpaid = SellerTransfer.objects.filter(payout=None, created_at__lt=end)
    return unpaid.exclude(Exists(disputed), amount__gt=0)


def _banks(now: datetime) -> dict[int, ReceivingAccount]:
    active = ReceivingAccount.objects.filter(
        partner__isnull=False,
        kind=ReceivingAccount.Kind.BANK,
        state=ReceivingAccount.State.ACTIVE,
        active_from__lte=now,
    )
    return {account.partner_id: account for account in active if account.partner_id}


def _prepare(
    partner_id: int,
    transfers: Sequence[SellerTransfer],
    amount: int,
    until: date,
    account: ReceivingAccount | None,
    now: datetime,
) -> SellerPayout:
    payout = SellerPayout.objects.create(
        partner_id=partner_id, amount=amount, until=until, account=account, created_at=now
    )
    SellerTransfer.objects.filter(pk__in=[transfer.pk for transfer in transfers]).update(payout=payout)
    return payout


def _lock(payout: SellerPayout) -> SellerPayout:
    return SellerPayout.objects.select_for_update(of=("self",)).select_related("partner").get(pk=payout.pk)


def _tell_paid(payout: SellerPayout) -> None:
    context = {
        "number": payout.number,
        "amount": payout.amount,
        "account": described(payout.account) if payout.account else "",
        "link": settings.BASE_URL.rstrip("/") + reverse("workshop:money"),
    }
    for person in payout.partner.users.order_by("pk"):
        key = f"payout_paid:{payout.number}:{person.pk}"
        tell(phone=person.phone, template="payout_paid", context=context, key=key)


def _bank_row(payout: SellerPayout) -> list[object]:
    account = payout.account
    assert account is not None  # noqa: S101  (the query asked for those with an account)
    return [payout.number, account.bank, account.number, account.holder, payout.amount, f"Pasar Hulu {payout.number}"]


def _treasurer_row(payout: SellerPayout) -> list[object]:
    village = payout.partner.village
    return [payout.number, payout.partner.name, village.full_name if village else "", payout.amount, ""]
