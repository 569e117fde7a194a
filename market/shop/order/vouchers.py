"""Vouchers of purchases that nobody paid are free again; should the money come late, they count once more."""

from __future__ import annotations

from django.db.models import F, Sum
from django.db.models.functions import Greatest
from oscar.core.loading import get_model

from market.settlement.models import OrderGroup, Payment
from market.shop.order.models import Order, OrderDiscount

Voucher = get_model("voucher", "Voucher")
VoucherApplication = get_model("voucher", "VoucherApplication")


def give_vouchers_back(group: OrderGroup) -> None:
    """Take back the one use of each voucher of a locked purchase of which nothing was ever paid; once."""
    if group.payments.filter(captured__gt=0).exclude(decision=Payment.Decision.GIVE_BACK).exists():
        return
    for application in VoucherApplication.objects.filter(order__membership__group=group).select_related("voucher"):
        Voucher.objects.filter(pk=application.voucher_id).update(
            num_orders=Greatest(F("num_orders") - 1, 0),
            total_discount=Greatest(F("total_discount") - _taken_off(group, application.voucher_id), 0),
        )
        application.delete()


def use_vouchers_again(group: OrderGroup) -> None:
    """Count the vouchers of a locked purchase again, whose money came after its time: it was agreed with them."""
    order = Order.objects.filter(membership__group=group).earliest("pk")
    used = OrderDiscount.objects.filter(order__membership__group=group).exclude(voucher_id=None)
    counted = VoucherApplication.objects.filter(order__membership__group=group).values("voucher_id")
    for voucher in Voucher.objects.filter(pk__in=used.values("voucher_id")).exclude(pk__in=counted).order_by("pk"):
        VoucherApplication.objects.create(voucher=voucher, order=order, user=order.user)
        Voucher.objects.filter(pk=voucher.pk).update(
            num_orders=F("num_orders") + 1, total_discount=F("total_discount") + _taken_off(group, voucher.pk)
        )


def _taken_off(group: OrderGroup, voucher_id: int) -> int:
    taken = OrderDiscount.objects.filter(order__membership__group=group, voucher_id=voucher_id)
    return int(taken.aggregate(sum=Sum("amount"))["sum"] or 0)
