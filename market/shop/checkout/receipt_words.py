"""What page and PDF of a receipt both say in sentences."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from market.settlement.models import Refund
from market.settlement.templatetags.money import rupiah
from market.shop.checkout.receipt import Paid, Receipt


def address_of_market() -> str:
    """Return who runs the market."""
    return _("Pasar bersama desa-desa hulu Kalimantan, dijalankan oleh Dinas Komunikasi dan Informatika kabupaten.")


def standing_words(receipt: Receipt) -> str:
    """Return in a word or two whether all of it is paid."""
    if not receipt.still_to_pay:
        return _("LUNAS")
    return _("LUNAS SEBAGIAN") if receipt.paid else _("BELUM DIBAYAR")


def paid_words(paid: Paid) -> str:
    """Return how and when money came, and what of it was a unique code."""
    words = {"way": paid.way, "amount": rupiah(paid.amount), "seller": paid.seller, "extra": rupiah(paid.extra)}
    words["day"] = date_format(timezone.localtime(paid.at), "j F Y") if paid.at else ""
    if paid.seller:
        told = _("%(way)s langsung ke %(seller)s, %(day)s: %(amount)s.") % words
    else:
        told = _("%(way)s, %(day)s: %(amount)s.") % words
    return f"{told} {_('Ditambah kode unik %(extra)s.') % words}" if paid.extra else told


def refund_words(refund: Refund) -> str:
    """Return what goes back, and whether it has got there."""
    words = {"amount": rupiah(refund.amount)}
    if refund.status == Refund.Status.DONE:
        words["day"] = date_format(timezone.localtime(refund.done_at or refund.asked_at), "j F Y")
        return _("%(amount)s sudah dikembalikan, %(day)s.") % words
    if refund.status == Refund.Status.FAILED:
        return _("%(amount)s akan dikembalikan; petugas sedang mengurusnya.") % words
    return _("%(amount)s sedang dikembalikan.") % words
