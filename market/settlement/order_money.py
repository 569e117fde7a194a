"""An order's money, locked: its shares of payments, what was agreed at placement, and whether it was fulfilled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Sum

from market.ledger.actions import AccountName
from market.ledger.models import Journal
from market.settlement import accounts, postings
from market.settlement.accounts import Shop
from market.settlement.dues import Due, Terms
from market.settlement.models import CommissionLine, DiscountLine, GroupMember, OrderGroup, Payment, PaymentSplit
from market.settlement.rupiah import whole_rupiah

ARRIVED = (Payment.Status.CAPTURED, Payment.Status.REFUNDED)


class NotOurOrder(LookupError):
    """No purchase has such an order."""


@dataclass
class OrderMoney:
    """One order with its seller and its shares of payments whose money came; hold its locks."""

    order: Any
    seller: Shop
    splits: list[PaymentSplit]

    @property
    def number(self) -> str:
        return str(self.order.number)

    @property
    def owed(self) -> AccountName:
        """The account of what the seller is owed."""
        return accounts.seller(self.seller)

    @property
    def kept(self) -> int:
        """What came and was not decided to go back."""
        return sum(split.amount - split.refund_asked for split in self.splits)

    @property
    def counted(self) -> list[PaymentSplit]:
        """The shares of payments that pay for the order: without those of which all goes back."""
        return [split for split in self.splits if split.payment.decision != Payment.Decision.GIVE_BACK]

    def held(self) -> tuple[int, int]:
        """Return what is still held to be shared out, and what is held only until it goes back."""
        held = postings.held_for(self.number)
        counted = sum(split.amount - split.refund_asked for split in self.counted)
        stray = min(self.kept - counted, held)
        return held - stray, stray

    @cached_property
    def terms(self) -> Terms:
        """What was agreed; the tax is part of it once it was withheld."""
        return terms_of(self.order, is_taxed=Journal.objects.filter(key=f"tax:{self.order.pk}").exists())

    def undone(self, split: PaymentSplit, amount: int) -> tuple[int, Due]:
        """Return how much of a share's refund is still held, and what of the sharing is undone by the rest."""
        held, stray = self.held()
        is_stray = split.payment.decision == Payment.Decision.GIVE_BACK
        from_held = min(amount, stray if is_stray else held)
        shared = self.kept - held - stray
        before, after = self.terms.due(shared), self.terms.due(shared - (amount - from_held))
        return from_held, _less(before, after)


def lock_order(order_id: int) -> OrderMoney:
    """Lock an order's purchase, payments and shares, in the order in which everybody locks them.

    Raises:
        NotOurOrder: when there is no such order.
    """
    member = GroupMember.objects.select_related("order", "seller").filter(order_id=order_id).first()
    if member is None:
        raise NotOurOrder(order_id)
    OrderGroup.objects.select_for_update().get(pk=member.group_id)
    list(Payment.objects.select_for_update().filter(group_id=member.group_id).order_by("pk"))
    return money_of(member, list(locked_splits(order_id=order_id, payment__status__in=ARRIVED)))


def money_of(member: GroupMember, splits: list[PaymentSplit]) -> OrderMoney:
    """Put together what was locked."""
    return OrderMoney(order=member.order, seller=member.seller, splits=splits)


def locked_splits(**which: Any) -> Any:
    """Lock shares of payments, with all that is looked at of them; their payments are locked already."""
    return (
        PaymentSplit.objects.select_for_update(of=("self",))
        .select_related("order__membership__seller", "payment__group", "payment__partner")
        .filter(**which)
        .order_by("pk")
    )


def terms_of(order: Any, *, is_taxed: bool) -> Terms:
    """Return what was agreed when the order was placed."""
    delivery = whole_rupiah(order.shipping_incl_tax)
    return Terms(
        goods=whole_rupiah(order.total_incl_tax) - delivery,
        delivery=delivery,
        commission=_sum(CommissionLine, order, "amount"),
        subsidy=_sum(DiscountLine, order, "by_marketplace"),
        is_taxed=is_taxed,
    )


def _sum(model: type[CommissionLine] | type[DiscountLine], order: Any, field: str) -> int:
    return int(model._default_manager.filter(order=order).aggregate(sum=Sum(field))["sum"] or 0)


def _less(before: Due, after: Due) -> Due:
    names = ("kept", "goods", "delivery", "commission", "tax", "subsidy")
    return Due(**{name: getattr(before, name) - getattr(after, name) for name in names})
