"""Follows oscar.apps.order.models (4.2), with our pipeline; behaviour only, the migrations stay Oscar's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oscar.apps.order.abstract_models import AbstractOrder

from market.shop.order.status import ADDRESS_SEEN_BY_SELLER, OVER, PIPELINE, Status

if TYPE_CHECKING:
    from oscar.apps.order.models import ShippingAddress


class Order(AbstractOrder):
    """One seller's part of a purchase."""

    pipeline = PIPELINE

    @property
    def status_name(self) -> str:
        """Return the status in words."""
        return str(Status(self.status).label)

    @property
    def is_alive(self) -> bool:
        """Is it going to arrive, or has it?"""
        return self.status not in OVER

    @property
    def address_for_seller(self) -> ShippingAddress | None:
        """Return where the goods go, from payment until they have arrived; else it is nobody's business."""
        return self.shipping_address if self.status in ADDRESS_SEEN_BY_SELLER else None


from oscar.apps.order.models import *  # noqa: F403
