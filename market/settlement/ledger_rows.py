"""What the ledger says of one account, in the words of the files it is held against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from market.ledger.models import Entry
from market.settlement.models import Payment, PaymentSplit, Refund, SellerPayout

FEE = "fee"
MOVED = "moved"

KINDS = {
    "payment": "payment",
    "unique_code": "payment",
    "suspense_payment": "payment",
    "suspense_refund": "refund",
    "suspense_dispute": "dispute",
    "refund_paid": "refund",
    "refund_returned": "refund",
    "dispute_opened": "dispute",
    "dispute_won": "dispute",
    "dispute_lost": "dispute",
    "payout": "payout",
    "payout_returned": "payout",
    "gateway_fee": FEE,
    "moved": MOVED,
    "advance": MOVED,  # so the bank's file has it by no reference of ours either
}
"""Which kind of movement a journal is in the eyes of a gateway or bank."""

OF_PAYMENTS = ("unique_code", "dispute", "loss", "suspense")
"""How the keys of journals begin that name a payment."""


@dataclass(frozen=True)
class LedgerRow:
    """One entry on the account: whole rupiah, a debit above zero."""

    on: date
    amount: int
    reference: str
    kind: str


def ledger_rows(account_code: str, since: date, until: date) -> list[LedgerRow]:
    """Return the account's entries of these days (the market's own), each with the reference that a file has."""
    entries = (
        Entry.objects.of_account(account_code)
        .filter(journal__happened_at__gte=_begin(since), journal__happened_at__lt=_begin(until + timedelta(days=1)))
        .order_by("journal__happened_at", "pk")
        .values_list("journal__key", "journal__kind", "journal__happened_at", "amount")
    )
    known = list(entries)
    references = _references({key for key, *_rest in known})
    return [
        LedgerRow(timezone.localtime(at).date(), amount, references.get(key, key), KINDS.get(kind, kind))
        for key, kind, at, amount in known
    ]


def fee_reference(kind: str, reference: str) -> str:
    """Return the reference under which the fee of a movement is booked."""
    return reference if kind == "payment" else f"{reference}/{kind}"


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _references(keys: Iterable[str]) -> dict[str, str]:
    """Return for each journal's key what the outside world knows the movement by."""
    parted = {key: key.split(":") for key in keys}
    ids: dict[str, set[int]] = {}
    for head, *rest in parted.values():
        if rest and rest[0].isdigit():
            ids.setdefault(head, set()).add(int(rest[0]))
    splits = PaymentSplit.objects.filter(pk__in=ids.get("payment", ()))
    refunds = Refund.objects.filter(pk__in=ids.get("refund_paid", set()) | ids.get("refund_returned", set()))
    paid_as = dict(refunds.values_list("pk", "split__payment__idempotency_key"))
    of_payment = set().union(*(ids.get(head, set()) for head in OF_PAYMENTS))
    of_payout = ids.get("payout", set()) | ids.get("payout_returned", set())
    payments = dict(Payment.objects.filter(pk__in=of_payment).values_list("pk", "idempotency_key"))
    payouts = dict(SellerPayout.objects.filter(pk__in=of_payout).values_list("pk", "number"))
    names = {
        "payment": dict(splits.values_list("pk", "payment__idempotency_key")),
        **dict.fromkeys(("refund_paid", "refund_returned"), paid_as),
        **dict.fromkeys(OF_PAYMENTS, payments),
        **dict.fromkeys(("payout", "payout_returned"), payouts),
    }
    return {key: _reference(key, parts, names) for key, parts in parted.items()}


def _reference(key: str, parts: list[str], names: dict[str, dict[int, str]]) -> str:
    if parts[0] == "gateway_fee":
        return ":".join(parts[3:])  # gateway_fee:<account, itself of two parts>:<reference>
    known = names.get(parts[0], {})
    return known.get(int(parts[1]), key) if len(parts) > 1 and parts[1].isdigit() else key
