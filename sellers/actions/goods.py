"""Goods are listed, changed, counted, and let on sale. Rupiah are whole, weights in grams."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from catalogue.models import Product, ProductClass, ProductImage
from market.shop.partner.models import Partner, StockRecord
from sellers.actions.review import ChangedMeanwhile, NotWaiting, stamp, tell_shop
from sellers.registers.counting import set_stock
from sellers.registers.photos import author_now, replace_first

if TYPE_CHECKING:
    from catalogue.models import Category
    from market.accounts.models import User
    from market.pictures.models import Picture
    from sellers.models import Producer

CLASS = "barang"


@transaction.atomic
def list_product(
    *,
    producer: Producer,
    title: str,
    price: int,
    unit_of_sale: str,
    stock: int,
    packaging: str,
    shipping_weight_g: int,
    picture: Picture,
    category: Category | None,
    by: User | None,
    reference: str = "",
) -> Product:
    """Return a new listing that waits for an operator; outsiders do not see it yet.

    Price in whole rupiah for one `unit_of_sale`, ready-to-ship weight in grams. The seller is the producer's.
    The same `reference` (at most 100 characters) is the same listing, however often it is sent.
    """
    partner = producer.seller.partner
    Partner.objects.select_for_update().get(pk=partner.pk)
    if reference and (sent := StockRecord.objects.filter(partner=partner, partner_sku=reference).first()):
        return sent.product.parent or sent.product
    product = Product.objects.create(
        title=title,
        product_class=ProductClass.objects.get(slug=CLASS),
        producer=producer,
        seller=partner,
        village_id=producer.village_id,
        unit_of_sale=unit_of_sale,
        packaging=packaging,
        shipping_weight_g=shipping_weight_g,
        moderation=Product.Moderation.WAITING,
        submitted_at=timezone.now(),
        is_public=False,
    )
    StockRecord.objects.create(
        product=product, partner=partner, partner_sku=reference or f"P{product.pk}", price=price, num_in_stock=stock
    )
    ProductImage.objects.create(product=product, original=picture, display_order=0)
    if category:
        product.categories.add(category)
    return product


def is_listed(producer: Producer, reference: str) -> bool:
    """Say whether a listing of this reference was sent before."""
    partner = producer.seller.partner_id
    return bool(reference) and StockRecord.objects.filter(partner=partner, partner_sku=reference).exists()


@transaction.atomic
def edit_product(
    *,
    product: Product,
    title: str,
    unit_of_sale: str,
    packaging: str,
    price: int | None = None,
    shipping_weight_g: int | None = None,
    stock: int | None = None,
    picture: Picture | None = None,
) -> Product:
    """Change a listing: price, stock, weight (None: leave it, as each size has its own) and packing at once.

    A new name, unit or picture has to be looked at again, and so does all that was sent back.
    """
    locked = Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
    is_new_look = (title, unit_of_sale) != (locked.title, locked.unit_of_sale) or picture is not None
    locked.title, locked.unit_of_sale = title, unit_of_sale
    locked.packaging = packaging
    if shipping_weight_g is not None:
        locked.shipping_weight_g = shipping_weight_g
    locked.save()
    locked.children.update(unit_of_sale=unit_of_sale, packaging=packaging)
    if is_new_look or locked.moderation == Product.Moderation.REJECTED:
        send_in(locked)
    if picture is not None:
        replace_first(locked, picture, author_now())
    if price is not None:
        StockRecord.objects.filter(product=locked, partner=locked.seller).update(price=price)
    if stock is not None:
        set_stock(product=locked, stock=stock)
    return locked


def send_in(product: Product) -> None:
    """Let an operator look at a locked product, with all its sizes; outsiders do not see it until then."""
    product.moderation = Product.Moderation.WAITING
    product.is_public = False
    product.submitted_at = timezone.now()
    product.save()
    product.children.update(moderation=product.moderation, is_public=False)


@transaction.atomic
def approve_product(
    *,
    product: Product,
    by: User | None,
    note: str = "",
    category: Category | None = None,
    seen: datetime | None = None,
) -> Product:
    """Let a listing on sale, in `category` when one is given, and tell its shop.

    `seen` is when the listing that the operator looked at was sent in; a caller without a page leaves it out.

    Raises:
        NotWaiting: somebody has already looked at it.
        ChangedMeanwhile: the seller sent in another name, unit or photo after `seen`.
    """
    locked = _waiting(product, seen)
    if category:
        locked.categories.set([category])
    locked.moderation = Product.Moderation.APPROVED
    locked.is_public = True
    return _decided(locked, "product_approved", by=by, note=note)


@transaction.atomic
def reject_product(*, product: Product, by: User | None, note: str = "", seen: datetime | None = None) -> Product:
    """Send a listing back with a note on what to mend, and tell its shop; `seen` as for `approve_product`.

    Raises:
        NotWaiting: somebody has already looked at it.
        ChangedMeanwhile: the note is about what the seller has changed after `seen`.
    """
    locked = _waiting(product, seen)
    locked.moderation = Product.Moderation.REJECTED
    locked.is_public = False
    return _decided(locked, "product_rejected", by=by, note=note)


def _waiting(product: Product, seen: datetime | None) -> Product:
    locked = Product.objects.select_for_update(of=("self",)).select_related("seller").get(pk=product.pk)
    if locked.moderation != Product.Moderation.WAITING:
        raise NotWaiting
    if seen not in (None, locked.submitted_at):
        raise ChangedMeanwhile
    return locked


def _decided(product: Product, template: str, *, by: User | None, note: str) -> Product:
    at = stamp(product, by=by, note=note)
    product.save()
    product.children.update(moderation=product.moderation, is_public=product.is_public)
    tell_shop(
        product.seller,
        template=template,
        at=at,
        address="workshop:home",
        number=product.pk,
        product=product.title,
        note=product.review_note,
    )
    return product
