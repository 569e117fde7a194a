"""Why money goes back or an order is off, in our own words: kept in Indonesian, read in the buyer's language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from market.settlement.reasons import AT_THE_GATEWAY, DISPUTED, PAID_TOO_MUCH

GIVEN_UP = gettext_noop("Dibatalkan pembeli sebelum dibayar.")
PAID_ALREADY = gettext_noop("Sudah dibayar dengan pembayaran lain.")
SOLD_OUT = gettext_noop("Pembayaran datang setelah waktunya, dan barangnya sudah habis.")
CALLED_OFF = gettext_noop("Pesanannya sudah dibatalkan.")
TOO_LATE = gettext_noop("Pembayaran datang setelah waktunya habis.")
OTHERWISE = gettext_noop("Pesanannya sudah berjalan dengan cara bayar lain.")
NOT_AS_ASKED = gettext_noop("Uang yang masuk tidak sesuai dengan yang ditagih.")

OURS = {
    *(GIVEN_UP, PAID_ALREADY, SOLD_OUT, CALLED_OFF, TOO_LATE, OTHERWISE, NOT_AS_ASKED),
    *(AT_THE_GATEWAY, DISPUTED, PAID_TOO_MUCH),
}


def reason_words(reason: str) -> str:
    """Return a reason in the language that is active; what a person typed stays as it is."""
    return _(reason) if reason in OURS else reason
