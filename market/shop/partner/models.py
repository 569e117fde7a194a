"""Follows oscar.apps.partner.models (4.2): a seller with a village, and stock that cannot be oversold."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Floor, Greatest, Least
from oscar.apps.partner.abstract_models import AbstractPartner, AbstractStockRecord
from oscar.apps.partner.exceptions import InvalidStockAdjustment

from market.shop.partner.pausing import Pausable


class InsufficientStock(Exception):
    """Somebody else took the last of it."""

    def __init__(self, stockrecord: StockRecord) -> None:
        super().__init__(f"not enough of {stockrecord.product}")
        self.stockrecord = stockrecord


class Partner(AbstractPartner, Pausable):
    """The account that sells; people's side of it is `sellers.Seller`."""

    village = models.ForeignKey(
        "regions.Village", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="desa"
    )
    is_open = models.BooleanField("buka", default=False)


class StockRecord(AbstractStockRecord):
    """A seller's offer of a product: price in whole rupiah, stock, and what orders have taken of it."""

    owed = models.PositiveIntegerField("kurang untuk pesanan", default=0, db_default=0)
    """So many were sold by hand though orders had taken them: what comes free, or comes in, is gone already."""

    class Meta(AbstractStockRecord.Meta):
        constraints = [
            models.CheckConstraint(
                name="partner_never_oversold",
                condition=Q(num_in_stock__isnull=True) | Q(num_in_stock__gte=Coalesce(F("num_allocated"), 0)),
            ),
            models.CheckConstraint(
                name="partner_price_in_whole_rupiah",
                condition=Q(price__isnull=True) | Q(price=Floor(F("price")), price__gt=0),
            ),
            models.CheckConstraint(
                name="partner_owes_only_when_nothing_is_left",
                condition=Q(owed=0) | Q(num_in_stock=Coalesce(F("num_allocated"), 0)),
            ),
        ]

    def allocate(self, quantity: int) -> None:
        """Take `quantity` for an order in one conditional UPDATE; the row is then ours until the transaction ends.

        Price and stock are read again afterwards, so that the caller sees what it took and at which price.

        Raises:
            InsufficientStock: when fewer are left; nothing is taken.
        """
        if not self.can_track_allocations:
            return
        taken = StockRecord.objects.filter(
            Q(num_in_stock__gte=Coalesce(F("num_allocated"), 0) + quantity), pk=self.pk
        ).update(num_allocated=Coalesce(F("num_allocated"), 0) + quantity)
        if not taken:
            raise InsufficientStock(self)
        self.refresh_from_db(fields=["num_allocated", "num_in_stock", "price"])

    def consume_allocation(self, quantity: int) -> None:
        """Let `quantity` that an order had taken leave the house.

        Raises:
            InvalidStockAdjustment: when that many were not taken; nothing is changed.
        """
        if not self.can_track_allocations:
            return
        left = StockRecord.objects.filter(pk=self.pk, num_allocated__gte=quantity, num_in_stock__gte=quantity).update(
            num_allocated=F("num_allocated") - quantity, num_in_stock=F("num_in_stock") - quantity
        )
        if not left:
            raise InvalidStockAdjustment(f"{quantity} of {self.product} were not taken")
        self.refresh_from_db(fields=["num_allocated", "num_in_stock"])

    def cancel_allocation(self, quantity: int) -> None:
        """Give back `quantity` that an order had taken.

        Raises:
            InvalidStockAdjustment: when that many were not taken; nothing is changed.
        """
        if not self.can_track_allocations:
            return
        gone = Least(F("owed"), quantity)
        given_back = StockRecord.objects.filter(pk=self.pk, num_allocated__gte=quantity).update(
            num_allocated=F("num_allocated") - quantity, num_in_stock=F("num_in_stock") - gone, owed=F("owed") - gone
        )
        if not given_back:
            raise InvalidStockAdjustment(f"{quantity} of {self.product} were not taken")
        self.refresh_from_db(fields=["num_allocated", "num_in_stock", "owed"])

    def take_in(self, quantity: int) -> None:
        """Add `quantity` to what is in the house."""
        if self.can_track_allocations:
            gone = Least(F("owed"), quantity)
            StockRecord.objects.filter(pk=self.pk).update(
                num_in_stock=F("num_in_stock") + quantity - gone, owed=F("owed") - gone
            )
            self.refresh_from_db(fields=["num_in_stock", "owed"])

    def count(self, delta: int) -> None:
        """Take so many more, or fewer, into account, in whatever order such words come; none are shown below zero.

        What is missing then is owed: orders had taken it, and it was sold by hand too.
        """
        left = F("num_in_stock") - Coalesce(F("num_allocated"), 0) - F("owed") + delta
        StockRecord.objects.filter(pk=self.pk).update(
            num_in_stock=Coalesce(F("num_allocated"), 0) + Greatest(left, 0), owed=Greatest(-left, 0)
        )
        self.refresh_from_db(fields=["num_allocated", "num_in_stock", "owed"])


from oscar.apps.partner.models import *  # noqa: F403
