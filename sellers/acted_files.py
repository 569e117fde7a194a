"""The log of what was done in producers' names, whole, as a table that people open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from datetime import datetime

    from sellers.consent_models import ActedForQuerySet

HEADING = (
    "Nomor",
    "Waktu",
    "Dikerjakan oleh",
    "Atas nama",
    "Desa",
    "BUMDes",
    "Yang dikerjakan",
    "Tentang",
    "Nomor barang atau pesanan",
    "Nomor persetujuan",
    "Cara persetujuan",
    "Persetujuan diberikan",
    "Persetujuan sampai",
    "Versi kata-kata persetujuan",
    "Kata-kata yang disetujui",
)
AT_ONCE = 500


def rows_of(acted: ActedForQuerySet) -> Iterator[Sequence[object]]:
    """Return heading and rows, oldest first, none left out; times are the market's (WITA)."""
    yield HEADING
    with_all = acted.select_related("principal__village", "hub__partner", "consent").order_by("pk")
    for row in with_all.iterator(chunk_size=AT_ONCE):
        yield (
            row.pk,
            _time(row.at),
            row.actor_name,
            row.principal_name,
            row.principal.village.name,
            row.hub.partner.name,
            row.what,
            row.thing,
            row.thing_id,
            row.consent_id,
            row.consent.get_way_display(),
            _time(row.consent.given_at),
            _time(row.consent.expires_at),
            row.consent.words_version,
            row.consent.words,
        )


def _time(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M:%S")
