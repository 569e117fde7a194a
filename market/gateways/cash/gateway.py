"""Cash at hand-over. Nobody holds it for anybody: the seller has it, and says so; she also hands it back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from market.gateways.base import GatewayRefused, Request
from market.gateways.bills.gateway import BillGateway, Place
from market.gateways.bills.models import Bill


@dataclass(frozen=True, kw_only=True)
class HowToPay:
    """What the purchase's page shows of cash: how many rupiah, to whom."""

    external_id: str
    shop: str
    amount: int
    state: str

    @property
    def is_waiting(self) -> bool:
        """Is the money still due?"""
        return self.state == Bill.State.WAITING

    @property
    def is_closed(self) -> bool:
        """Is nothing to be paid any more?"""
        return self.state == Bill.State.CANCELLED


class CashGateway(BillGateway):
    """Always straight to a seller; confirmed when she says that she has the money (`bills.actions.confirm`)."""

    code = "cash"
    name = "Bayar tunai saat terima"
    template = "gateways/cash/how_to_pay.html"
    kept_as = "cash"

    def places(self, request: Request) -> Iterator[Place]:
        """Yield the seller's hand. Raises GatewayRefused when no seller takes the money."""
        if request.payee is None:
            raise GatewayRefused("Cash is handed to a seller, and none is named")
        yield Place()

    def bill(self, external_id: str) -> HowToPay:
        """Return what to have ready, and for whom."""
        bill = self._find(external_id)
        shop = bill.partner.name if bill.partner else ""
        return HowToPay(external_id=bill.external_id, shop=shop, amount=bill.payable, state=bill.state)
