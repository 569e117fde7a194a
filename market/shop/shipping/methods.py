"""Follows oscar.apps.shipping.methods (4.2): the delivery that was agreed for one seller's part of a basket."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from oscar.apps.shipping.methods import Base
from oscar.core.prices import Price

if TYPE_CHECKING:
    from market.fulfilment.quotes import Quote


class QuotedDelivery(Base):
    """A quote as Oscar's orders know deliveries. The charge was reckoned before; it does not look at the basket."""

    def __init__(self, quote: Quote) -> None:
        self.code = quote.code
        self.name = quote.name
        self.charge = Decimal(quote.charge)

    def calculate(self, basket: Any, options: dict[str, Any] | None = None) -> Price:
        """Return the charge in whole rupiah, without tax."""
        return Price(currency=basket.currency, excl_tax=self.charge, incl_tax=self.charge)
