"""Follows oscar.apps.offer.models (4.2): an offer that a seller bears takes from her goods only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from oscar.apps.offer.abstract_models import AbstractConditionalOffer


class ConditionalOffer(AbstractConditionalOffer):
    """An offer; its `funding` (market.settlement) says who bears it, without one it is not applied."""

    def apply_benefit(self, basket: Any) -> Any:
        """Apply the offer to the goods of the seller who bears it, wholly or in part; to all when the market does."""
        with _only_goods_of(basket, self.funding.partner_id):
            return super().apply_benefit(basket)


@contextmanager
def _only_goods_of(basket: Any, partner_id: int | None) -> Iterator[None]:
    """Let the basket hold nothing but one seller's lines; they are the same rows, so that discounts stay on them."""
    everything = basket.all_lines()
    if partner_id is not None:
        basket._lines = [line for line in everything if line.stockrecord.partner_id == partner_id]
    try:
        yield
    finally:
        basket._lines = everything


from oscar.apps.offer.models import *  # noqa: F403
