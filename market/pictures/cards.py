"""The picture that messengers show of an address: one size, JPEG, light enough for WhatsApp (300 KB)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from market.pictures.shown import rendition_of

if TYPE_CHECKING:
    from market.pictures.models import Picture, Rendition

MOST = 300_000  # bytes
SPECS = [f"fill-1200x630|format-jpeg|jpegquality-{quality}" for quality in (70, 45, 25, 12)]


def card_of(picture: Picture) -> Rendition | None:
    """Return the share card of a picture, at the best quality that is light enough; none where it is lost."""
    card = None
    for spec in SPECS:
        card = rendition_of(picture, spec)
        if card is None or weight_of(card) <= MOST:
            break
    return card


def weight_of(card: Rendition) -> int:
    """Return the bytes of its file."""
    return card.byte_count if card.byte_count is not None else int(card.file.size)
