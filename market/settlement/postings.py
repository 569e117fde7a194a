"""Each journal that this market writes, one function each. Amounts are whole rupiah; keys make each of them once.

An order's journals carry its number, so that what the ledger holds for one order can be added up.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Sum

from market.ledger.actions import AccountName, Posting, open_accounts, record_journal
from market.ledger.models import Entry, Journal
from market.settlement import accounts
from market.settlement.dues import Due
from market.settlement.models import Payment, PaymentSplit, Refund, SellerPayout
from market.settlement.templatetags.money import rupiah


def held_for(number: str) -> int:
    """Return what the ledger holds of buyers' money for an order that is not fulfilled yet."""
    held = Entry.objects.of_account(accounts.HELD.code).filter(journal__about=number)
    return -int(held.aggregate(sum=Sum("amount"))["sum"] or 0)


def payment(*, payment: Payment, splits: list[PaymentSplit], at: datetime) -> None:
    """`payment` of each order's share, and `unique_code` of what came on top; a direct seller keeps hers at once."""
    asset = accounts.asset_of(payment)
    partner = payment.partner
    mine = [accounts.seller(partner)] if partner else []
    open_accounts([asset, *mine, *accounts.FIXED])
    for split in splits:
        _move(
            f"payment:{split.pk}",
            "payment",
            split.order.number,
            "Uang pembeli",
            at,
            accounts.HELD,
            asset,
            split.amount,
        )
    if payment.extra:
        about = about_payment(payment, splits)
        earned = mine[0] if mine else accounts.UNIQUE_CODES
        _move(f"unique_code:{payment.pk}", "unique_code", about, "Kode unik", at, earned, asset, payment.extra)
        if mine:
            _move(f"offset:{payment.pk}:code", "offset", about, "Kode unik", at, asset, mine[0], payment.extra)


def suspense(*, place: AccountName, key: str, kind: str, about: str, amount: int, at: datetime) -> None:
    """`suspense_payment`, `suspense_refund`, `suspense_dispute`: money of a payment that is held back came or went."""
    memo = "Pembayaran yang ditahan untuk diperiksa"
    _move(key, f"suspense_{kind}", about, memo, at, accounts.SUSPENSE, place, amount)


def fulfilment(*, order_id: int, number: str, due: Due, owed: AccountName, at: datetime) -> None:
    """`sale`, `delivery`, `subsidy`, `commission` and `tax` of an order that was received."""
    steps = [
        ("sale", "Barang", owed, accounts.HELD, due.goods),
        ("delivery", "Ongkos kirim", owed, accounts.HELD, due.delivery),
        ("subsidy", "Potongan harga dari pasar", owed, accounts.DISCOUNTS, due.subsidy),
        ("commission", "Komisi", accounts.COMMISSION, owed, due.commission),
        ("tax", "PPh 22", accounts.TAX, owed, due.tax),
    ]
    for kind, memo, credited, debited, amount in steps:
        _move(f"{kind}:{order_id}", kind, number, memo, at, credited, debited, amount)


def offset(*, split: PaymentSplit, amount: int, owed: AccountName, at: datetime) -> None:
    """`offset`: what a seller already holds of an order is taken off what she is owed."""
    holding = accounts.asset_of(split.payment)
    _move(f"offset:{split.pk}", "offset", split.order.number, "Sudah di toko", at, holding, owed, amount)


def refund(*, refund: Refund, from_held: int, back: Due, owed: AccountName, at: datetime, to: AccountName) -> None:
    """`refund` out of what is held, `clawback` out of what was shared already, `dispute_lost` when a bank took it.

    `back` is what of the sharing is undone; `to` is where the money now waits to be given back.
    """
    kind = "dispute_lost" if to == accounts.DISPUTES else "clawback" if back.kept else "refund"
    postings = [
        Posting(accounts.HELD, from_held),
        Posting(owed, back.seller),
        Posting(accounts.COMMISSION, back.commission),
        Posting(accounts.TAX, back.tax),
        Posting(accounts.DISCOUNTS, -back.subsidy),
        Posting(to, -refund.amount),
    ]
    record_journal(
        key=f"refund:{refund.pk}",
        kind=kind,
        about=refund.split.order.number,
        memo=refund.reason[:250],
        happened_at=at,
        postings=_joined(postings),
    )


def refund_from_held(refund: Refund) -> int:
    """Return how much of a decided refund came out of what was held."""
    entries = Entry.objects.of_account(accounts.HELD.code).filter(journal__key=f"refund:{refund.pk}")
    return int(entries.aggregate(sum=Sum("amount"))["sum"] or 0)


def refund_paid(*, refund: Refund, parts: list[tuple[AccountName, int]], at: datetime, kind: str) -> None:
    """`refund_paid`: the buyer has it back; `parts` say from where. A bank's taking settles it as `dispute_lost`."""
    turn = _times_returned(refund)
    record_journal(
        key=f"refund_paid:{refund.pk}:{turn}" if turn else f"refund_paid:{refund.pk}",
        kind=kind,
        about=refund.split.order.number,
        memo="Uang sudah kembali ke pembeli",
        happened_at=at,
        postings=[Posting(accounts.REFUNDS, refund.amount), *(Posting(name, -amount) for name, amount in parts)],
    )


def refund_returned(*, refund: Refund, place: AccountName, at: datetime) -> None:
    """`refund_returned`: what was given back came back to us; it is owed again."""
    key = f"refund_returned:{refund.pk}:{_times_returned(refund) + 1}"
    memo = "Pengembalian gagal, uangnya kembali"
    _move(key, "refund_returned", refund.split.order.number, memo, at, accounts.REFUNDS, place, refund.amount)


def loss_returned(*, payment: Payment, key: str, amount: int, at: datetime) -> None:
    """`refund_returned` of what was booked as a loss, for no order's money had covered it."""
    about = about_payment(payment, list(payment.splits.select_related("order")))
    asset, memo = accounts.asset_of(payment), "Pengembalian gagal, uangnya kembali"
    _move(f"loss:{payment.pk}:{key}", "refund_returned", about, memo, at, accounts.LOST_DISPUTES, asset, amount)


def _times_returned(refund: Refund) -> int:
    return Journal.objects.filter(key__startswith=f"refund_returned:{refund.pk}:").count()


def given_for_nothing(
    *, payment: Payment, about: str, key: str, source: AccountName, amount: int, at: datetime
) -> None:
    """`dispute_lost` that no order's money covers any more: the market bears it."""
    memo = "Melebihi uang pembeli yang ada"
    _move(f"loss:{payment.pk}:{key}", "dispute_lost", about, memo, at, source, accounts.LOST_DISPUTES, amount)


def dispute_opened(*, payment: Payment, about: str, turn: int, amount: int, at: datetime) -> None:
    """`dispute_opened`: a buyer's bank took money away while it looks into a complaint."""
    asset, key = accounts.asset_of(payment), f"dispute:{payment.pk}:{turn}"
    _move(key, "dispute_opened", about, "Sengketa kartu dibuka", at, asset, accounts.DISPUTES, amount)


def dispute_won(*, payment: Payment, about: str, turn: int, amount: int, at: datetime) -> None:
    """`dispute_won`: it came back."""
    asset, key = accounts.asset_of(payment), f"dispute:{payment.pk}:{turn}"
    _move(key, "dispute_won", about, "Sengketa kartu dimenangkan", at, accounts.DISPUTES, asset, amount)


def disputes_of(payment: Payment) -> list[Journal]:
    """Return the openings and returns of a payment's disputes, in order."""
    return list(Journal.objects.filter(key__startswith=f"dispute:{payment.pk}:").order_by("pk"))


def payout(*, payout: SellerPayout, paid_from: AccountName, at: datetime) -> None:
    """`payout`: a seller has her money."""
    owed = accounts.seller(payout.partner)
    _move(f"payout:{payout.pk}", "payout", payout.number, "Pencairan", at, paid_from, owed, payout.amount)


def payout_returned(*, payout: SellerPayout, paid_from: AccountName, at: datetime) -> None:
    """`payout_returned`: the bank sent it back."""
    key, owed = f"payout_returned:{payout.pk}", accounts.seller(payout.partner)
    _move(key, "payout_returned", payout.number, "Pencairan kembali", at, owed, paid_from, payout.amount)


def gateway_fee(*, place: AccountName, reference: str, about: str, amount: int, at: datetime) -> Journal | None:
    """`gateway_fee`: what a gateway or bank kept of one movement."""
    key = f"gateway_fee:{place.code}:{reference}"
    memo = f"Biaya {rupiah(amount)}"
    return _move(key, "gateway_fee", about, memo, at, place, accounts.GATEWAY_FEES, amount)


def advance(*, key: str, number: str, place: AccountName, owed: AccountName, amount: int, at: datetime) -> None:
    """`advance`: the market has paid what a seller should have; she owes it."""
    _move(f"advance:{key}", "advance", number, "Dibayar pasar untuk toko", at, place, owed, amount)


def moved(
    *, key: str, source: AccountName, target: AccountName, amount: int, memo: str, at: datetime
) -> Journal | None:
    """`moved`: the operator's own money changed its place."""
    return _move(f"moved:{key}", "moved", "", memo, at, source, target, amount)


def about_payment(payment: Payment, splits: list[PaymentSplit]) -> str:
    """Return what a journal of a whole payment is about: its one order, or else the purchase."""
    return splits[0].order.number if len(splits) == 1 else payment.group.number


def _move(
    key: str, kind: str, about: str, memo: str, at: datetime, credited: AccountName, debited: AccountName, amount: int
) -> Journal | None:
    """Record one amount that goes from the credited account to the debited one; nothing when it is nothing."""
    return record_journal(
        key=key,
        kind=kind,
        about=about,
        memo=memo,
        happened_at=at,
        postings=[Posting(debited, amount), Posting(credited, -amount)],
    )


def _joined(postings: list[Posting]) -> list[Posting]:
    """Return one posting an account."""
    sums: dict[AccountName, int] = {}
    for account, amount in postings:
        sums[account] = sums.get(account, 0) + amount
    return [Posting(account, amount) for account, amount in sums.items()]
