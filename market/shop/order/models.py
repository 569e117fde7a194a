"""Follows oscar.apps.order.models (4.2), with our pipeline; behaviour only, the migrations stay Oscar's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oscar.apps.order.abstract_models import AbstractLine, AbstractOrder

from market.settlement.rupiah import whole_rupiah
from market.shop.order.status import ADDRESS_SEEN_BY_SELLER, DECLINED, OVER, PIPELINE, LineState, Status

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

    def owed(self) -> int:
        """Return what its buyer pays, whole rupiah, less what was declined before it was paid; fetch its lines."""
        never_due = [line for line in self.lines.all() if line.status == LineState.NEVER_DUE]
        return whole_rupiah(self.total_incl_tax) - sum(line.owed for line in never_due)

    @property
    def address_for_seller(self) -> ShippingAddress | None:
        """Return where the goods go, from payment until they have arrived; else it is nobody's business."""
        return self.shipping_address if self.status in ADDRESS_SEEN_BY_SELLER else None


class Line(AbstractLine):
    """So many of one product. `status` is a LineState, `partner_line_notes` says why it was declined."""

    @property
    def is_accepted(self) -> bool:
        """Did the seller say that she will send it?"""
        return self.status == LineState.ACCEPTED

    @property
    def is_declined(self) -> bool:
        """Did the seller say that she cannot send it?"""
        return self.status in DECLINED

    @property
    def owed(self) -> int:
        """What it costs after discounts, whole rupiah."""
        return whole_rupiah(self.line_price_incl_tax)


from oscar.apps.order.models import *  # noqa: F403
