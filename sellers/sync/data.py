"""What a phone needs to work without a signal: the shop, its makers, goods, orders to pack, and what to look at."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from catalogue.models import Product
from market.accounts.phones import write_phone
from market.pictures.shown import shown_of
from market.regions.models import Village
from market.shop.order.actions import can_answer
from market.shop.order.status import TO_PACK, Status
from market.shop.partner.pausing import PauseReason
from sellers.access import THUMBNAIL, orders_to_pack, products_of, shop_of
from sellers.acting import needs_consent
from sellers.handing_over import is_collected, when_due
from sellers.models import Consent, Seller
from sellers.sync.parcels import given_twice
from sellers.sync.questions import questions_of
from sellers.templatetags.order_words import stage

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from market.accounts.models import User
    from market.shop.order.models import Line, Order
    from sellers.models import Producer
    from sellers.sync.parcels import GivenTwice
    from sellers.sync.questions import Question

MOST_PRODUCTS, MOST_ORDERS = 200, 50
Row = dict[str, Any]


def data_for(user: User, *, now: datetime) -> Row:
    """Return all of it for one person, in plain values; without an open shop only who she is."""
    known: Row = {"user": user.pk, "name": user.get_full_name(), "shop": None}
    shop = shop_of(user)
    if shop is None or shop.status not in (Seller.Status.OPEN, Seller.Status.SUSPENDED):
        return known
    goods, goods_left_out = _first(products_of(shop), MOST_PRODUCTS)
    orders, orders_left_out = _first(orders_to_pack(shop).select_related("shipping_address__country"), MOST_ORDERS)
    return {
        **known,
        "shop": _shop(shop),
        "places": _places(shop),
        "producers": _producers(shop, user, now),
        "products": [_product(product) for product in goods],
        "orders": [_order(order) for order in orders],
        "left_out": {"products": goods_left_out, "orders": orders_left_out},
        "questions": [*map(_question, questions_of(shop)), *map(_given, given_twice(shop))],
        "choices": {"reason": [[value, str(label)] for value, label in PauseReason.choices]},
    }


def _first(rows: QuerySet[Any], most: int) -> tuple[list[Any], int]:
    """Return the first of them, and how many more there are, so that the phone can say so."""
    first = list(rows[:most])
    return first, rows.count() - most if len(first) == most else 0


def _shop(shop: Seller) -> Row:
    partner = shop.partner
    until = partner.paused_until.isoformat() if partner.paused_until else None
    said = {"reason": partner.pause_reason, "words": partner.pause_words, "until": until}
    paused = said if partner.is_paused else None
    return {"name": partner.name, "state": shop.status, "is_hub": shop.is_hub, "paused": paused}


def _places(shop: Seller) -> list[list[str]]:
    """Return where stories of this shop come from: its own village first, then its makers'."""
    makers = Village.objects.with_places().filter(producers__seller=shop).order_by("name")
    names = {village.code: village.full_name for village in [shop.partner.village, *makers]}
    return [[code, name] for code, name in names.items()]


def _producers(shop: Seller, user: User, now: datetime) -> list[Row]:
    live = Consent.objects.filter(hub=shop).live(now).order_by("expires_at")
    lasts = {consent.producer_id: consent.expires_at for consent in live}
    makers = shop.producers.select_related("seller", "village").order_by("name", "pk")
    return [_producer(maker, user, lasts.get(maker.pk)) for maker in makers]


def _producer(maker: Producer, user: User, until: datetime | None) -> Row:
    return {
        "id": maker.pk,
        "name": maker.name,
        "village": maker.village.name,
        "makes": maker.makes,
        "mine": maker.user_id == user.pk,
        "needs_consent": needs_consent(by=user, producer=maker),
        "consent_until": _ms(until) if until else None,
    }


def _product(product: Product) -> Row:
    pictures = product.images.all()
    picture = next(iter(pictures), None)
    return {
        "id": product.pk,
        "title": product.title,
        "unit_of_sale": product.unit_of_sale,
        "packaging": product.packaging,
        "moderation": product.moderation,
        "note": product.review_note if product.moderation == Product.Moderation.REJECTED else "",
        "producer": product.producer_id,
        "picture": shown_of(picture.original, THUMBNAIL).src if picture else None,
        "pictures": len(pictures),
        "shipping_weight_g": product.shipping_weight_g,
        **_offer(product),
        "sizes": [
            {"id": size.pk, "title": size.title, "shipping_weight_g": size.shipping_weight_g, **_offer(size)}
            for size in product.children.all()
        ],
    }


def _offer(thing: Product) -> Row:
    """Return how it is sold; `mark` says which mark of "sold out" this stock knows of."""
    offer = next(iter(thing.stockrecords.all()), None)
    if offer is None:
        return {"price": None, "stock": None, "owed": 0}
    marked = {"mark": thing.last_mark} if thing.last_mark else {}
    return {"price": int(offer.price), "stock": offer.net_stock_level, "owed": offer.owed, **marked}


def _order(order: Order) -> Row:
    return {
        "number": order.number,
        "state": order.status,
        "placed": _ms(order.date_placed),
        "stage": stage(order),
        "due": when_due(order),
        "collected": is_collected(order),
        "cash": order.owed() if order.status == Status.CASH_DUE else None,
        "buyer": _buyer(order),
        "lines": [_line(line) for line in order.lines.all()],
        "can": [
            *(["accept", "decline"] if can_answer(order) else []),
            *(["hand_over"] if order.status in TO_PACK else []),
        ],
    }


def _buyer(order: Order) -> Row | None:
    """Return whom it is for, as the order's page says; where somebody comes for it, no address is needed."""
    address = order.address_for_seller
    if address is None:
        return None
    where = [] if is_collected(order) else [part for part in address.active_address_fields() if part != address.name]
    phone = write_phone(str(address.phone_number)) if address.phone_number else ""
    return {"name": address.name, "phone": phone, "where": where}


def _line(line: Line) -> Row:
    state = "accepted" if line.is_accepted else "declined" if line.is_declined else ""
    return {
        "id": line.pk,
        "product": line.product_id,
        "title": line.title,
        "quantity": line.quantity,
        "price": int(line.line_price_incl_tax),
        "state": state,
    }


def _question(question: Question) -> Row:
    return {
        "id": question.number,
        "product": question.product.pk,
        "title": question.product.get_title(),
        "field": question.field,
        "words": question.words,
        "stands": question.stands,
        "lost": _candidates(question),
    }


def _given(given: GivenTwice) -> Row:
    word = {"value": given.lost, "at": _ms(given.word.made_at), "by": str(given.word.by) if given.word.by else ""}
    said = {"title": given.title, "field": given.word.field, "words": given.words, "stands": given.stands}
    return {"id": given.number, "product": None, **said, "lost": [word]}


def _candidates(question: Question) -> list[Row]:
    return [{"value": row.value, "at": _ms(row.made_at), "by": str(row.by) if row.by else ""} for row in question.lost]


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
