"""What a receipt says: each seller's part, how it was paid, what went back. Amounts are whole rupiah."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum
from django.utils.translation import gettext as _

from market.ledger.models import Entry
from market.settlement.models import DiscountLine, OrderGroup, Refund
from market.settlement.rupiah import whole_rupiah
from market.shop.order.models import Line, Order
from market.shop.order.pay_steps import PayStep, Standing
from market.shop.order.purchase import OrderView, Purchase
from market.shop.order.status import LineState


@dataclass(frozen=True, kw_only=True)
class Item:
    """So many of one product, before discounts."""

    title: str
    quantity: int
    price: int
    total: int


@dataclass(frozen=True, kw_only=True)
class SellerReceipt:
    """One seller's part. `tax` is the PPh 22 withheld from her for the state; it costs the buyer nothing."""

    number: str
    seller: str
    place: str
    items: list[Item]
    discounts: list[tuple[str, int]]
    delivery: str
    charge: int
    total: int
    refunds: list[Refund]
    tax: int
    is_paid: bool


@dataclass(frozen=True, kw_only=True)
class Paid:
    """One payment whose money came. `extra` is the unique code on top of a transfer; `seller` got it straight."""

    way: str
    amount: int
    extra: int
    at: datetime | None
    seller: str


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """A purchase on paper. Parts that nobody paid, nor will any more, are left out."""

    group: OrderGroup
    address: list[str]
    parts: list[SellerReceipt]
    payments: list[Paid]
    is_cash: bool

    @property
    def total(self) -> int:
        """All parts."""
        return sum(part.total for part in self.parts)

    @property
    def paid(self) -> int:
        """What came for them, without the unique codes on top."""
        return sum(part.total for part in self.parts if part.is_paid)

    @property
    def still_to_pay(self) -> int:
        """What has not come yet."""
        return self.total - self.paid

    @property
    def refunded(self) -> int:
        """What was decided to go back."""
        return sum(one.amount for part in self.parts for one in part.refunds)

    @property
    def extra(self) -> int:
        """What came on top, to tell transfers apart."""
        return sum(one.extra for one in self.payments)


def receipt_of(purchase: Purchase) -> Receipt:
    """Return what the receipt of a purchase says that has one (`Purchase.has_receipt`); two queries more."""
    paid_orders = {order.pk for step in purchase.pay_steps if _came(step) for order in step.orders}
    views = [view for view in purchase.orders if view.is_alive or view.order.pk in paid_orders]
    discounts = _discounts(view.order for view in views)
    taxes = _taxes(view.order for view in views)
    return Receipt(
        group=purchase.group,
        address=_address(views[0].order),
        parts=[_part(view, discounts, taxes, is_paid=view.order.pk in paid_orders) for view in views],
        payments=[_paid(step) for step in purchase.pay_steps if _came(step)],
        is_cash=any(step.standing is Standing.CASH for step in purchase.pay_steps),
    )


def _came(step: PayStep) -> bool:
    return bool(step.payment and step.payment.captured)


def _paid(step: PayStep) -> Paid:
    assert step.payment is not None  # noqa: S101  (a narrowing; `_came` looked)
    return Paid(
        way=step.way,
        amount=step.payment.captured,
        extra=step.payment.extra,
        at=step.payment.captured_at,
        seller=step.seller.name if step.seller else "",
    )


def _part(
    view: OrderView, discounts: dict[int, list[tuple[str, int]]], taxes: dict[int, int], *, is_paid: bool
) -> SellerReceipt:
    order = view.order
    return SellerReceipt(
        number=order.number,
        seller=view.seller.name,
        place=view.seller.village.full_name if view.seller.village else "",
        items=[_item(line) for line in _due(view)],
        discounts=_named(view, discounts.get(order.pk, [])),
        delivery=order.shipping_method,
        charge=whole_rupiah(order.shipping_incl_tax),
        total=order.owed(),
        refunds=view.refunds,
        tax=taxes.get(order.pk, 0),
        is_paid=is_paid,
    )


def _due(view: OrderView) -> list[Line]:
    """Return the lines that were to be paid."""
    return [line for line in view.lines if line.status != LineState.NEVER_DUE]


def _item(line: object) -> Item:
    total = whole_rupiah(line.line_price_before_discounts_incl_tax)  # type: ignore[attr-defined]
    quantity = line.quantity  # type: ignore[attr-defined]
    return Item(title=line.title, quantity=quantity, price=total // quantity, total=total)  # type: ignore[attr-defined]


def _named(view: OrderView, known: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return what was taken off by name; in one sum where the names do not add up to it."""
    before = sum(whole_rupiah(line.line_price_before_discounts_incl_tax) for line in _due(view))
    after = sum(line.owed for line in _due(view))
    if sum(amount for _name, amount in known) == before - after:
        return known
    return [(_("Potongan harga"), before - after)] if before > after else []


def _discounts(orders: Iterable[Order]) -> dict[int, list[tuple[str, int]]]:
    found: dict[int, list[tuple[str, int]]] = {}
    for line in DiscountLine.objects.filter(order__in=[order.pk for order in orders]).order_by("pk"):
        name = f"{line.offer_name} ({line.voucher_code})" if line.voucher_code else line.offer_name
        found.setdefault(line.order_id, []).append((name, line.amount))
    return found


def _taxes(orders: Iterable[Order]) -> dict[int, int]:
    """Return the PPh 22 withheld, by order, as the ledger has it."""
    keys = {f"tax:{order.pk}": order.pk for order in orders}
    rows = Entry.objects.filter(journal__key__in=keys, amount__gt=0).values("journal__key").annotate(sum=Sum("amount"))
    return {keys[row["journal__key"]]: row["sum"] for row in rows}


def _address(order: Order) -> list[str]:
    """Return where the goods go, line by line."""
    address = order.shipping_address
    if address is None:
        return []
    place = ", ".join(part for part in (address.line2, address.line4, address.state) if part)
    return [part for part in (address.line1, f"{place} {address.postcode or ''}".strip()) if part]
