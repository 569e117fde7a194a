"""The terms between seller and market, frozen into an order when it is placed: commission, and who bears discounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.models import Product
from market.settlement.commission import CommissionBase, freeze_commission
from market.settlement.funding import DiscountShare, freeze_discounts
from market.settlement.rupiah import whole_rupiah
from market.shop.checkout.review import Part

if TYPE_CHECKING:
    from market.shop.order.models import Order


def freeze_terms(order: Order, part: Part) -> None:
    """Write down what the market takes of one seller's order, and what it gives towards its discounts."""
    categories: dict[int, list[int]] = {}
    of_products = Product.categories.through.objects.filter(product__in={item.whole.pk for item in part.goods.items})
    for product_id, category_id in of_products.values_list("product_id", "category_id"):
        categories.setdefault(product_id, []).append(category_id)
    freeze_commission(
        order_id=order.pk,
        partner_id=part.goods.seller.pk,
        village_id=part.goods.origin.pk if part.goods.origin else None,
        lines=[
            CommissionBase(category_ids=categories.get(item.whole.pk, []), total=item.total)
            for item in part.goods.items
        ],
        delivery=part.charge,
    )
    freeze_discounts(
        order_id=order.pk,
        shares=[
            DiscountShare(
                offer_id=discount.offer_id or 0,
                name=discount.offer_name or "",
                voucher_code=discount.voucher_code or "",
                amount=whole_rupiah(discount.amount),
            )
            for discount in order.discounts.all()
        ],
    )
