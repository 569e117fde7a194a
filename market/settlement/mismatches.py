"""In what the gateway's account of a payment differs from ours, and what people may then decide."""

from __future__ import annotations

from market.gateways.base import Progress, Standing
from market.rupiah.writing import rupiah
from market.settlement.models import Payment

LONGEST = 500


def mismatches(payment: Payment, standing: Standing) -> dict[str, str]:
    """Return in words each thing in which the gateway's account of a payment differs from ours, by its name."""
    pairs: list[tuple[str, str, object, object]] = [
        ("reference", "acuan", payment.idempotency_key, standing.reference),
        ("currency", "mata uang", "IDR", standing.currency),
        ("amount", "jumlah tagihan", payment.amount, standing.amount),
        ("wrong", "temuan gerbang pembayaran", "", standing.wrong),
    ]
    if payment.external_id:
        pairs.append(("id", "nomor pembayaran", payment.external_id, standing.external_id))
    if standing.progress is Progress.CAPTURED:
        pairs.append(("captured", "uang yang masuk", payment.amount, standing.captured))
    return {name: _sentence(words, ours, theirs) for name, words, ours, theirs in pairs if ours != theirs}


def _sentence(words: str, ours: object, theirs: object) -> str:
    """Return one difference as people say it."""
    told, wanted = (rupiah(one) if isinstance(one, int) else str(one) for one in (theirs, ours))
    return f"{words} {told or 'kosong'}, seharusnya {wanted}" if wanted else f"{words}: {told}"


def in_words(payment: Payment, standing: Standing) -> str:
    """Return all of it in one text; nothing when both agree."""
    return "; ".join(mismatches(payment, standing).values())[:LONGEST]


def is_money(standing: Standing) -> bool:
    """Have rupiah come that we can book, whatever they are for?"""
    return (
        standing.progress is Progress.CAPTURED
        and standing.currency == "IDR"
        and not standing.wrong
        and standing.captured > 0
    )


def choices_for(payment: Payment, standing: Standing) -> list[Payment.Decision]:
    """Return what may be decided of a payment that is held back: more than was asked may count, any may go back."""
    if not is_money(standing):
        return []
    is_too_much = not mismatches(payment, standing).keys() - {"captured"} and standing.captured >= payment.amount
    return [Payment.Decision.ACCEPT, Payment.Decision.GIVE_BACK] if is_too_much else [Payment.Decision.GIVE_BACK]
