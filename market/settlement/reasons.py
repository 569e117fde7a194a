"""Why money goes back without a person's own words: kept in Indonesian, read in the buyer's language."""

from __future__ import annotations

from django.utils.translation import gettext_noop

AT_THE_GATEWAY = gettext_noop("Dikembalikan langsung di gerbang pembayaran")
DISPUTED = gettext_noop("Sengketa kartu: bank pembeli mengambil uangnya")
PAID_TOO_MUCH = gettext_noop("Dibayar lebih dari yang ditagih")
