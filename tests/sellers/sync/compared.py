"""What a market comes to: goods, orders, money and messages, so that two ways of getting there can be compared."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from django.apps import apps
from django.db import connection
from django.db.models import Model, Sum
from django.utils import timezone

from catalogue.models import Product, ProductImage
from cms.contributed.models import Contribution
from market.fulfilment.models import Parcel
from market.gateways.bills.actions import mark_refunded
from market.gateways.bills.models import Bill, BillRefund
from market.inbox.models import Arrival
from market.ledger.models import Entry, Journal
from market.notify.models import Message
from market.outbox.actions import carry_out
from market.outbox.models import Effect
from market.pictures.models import Picture
from market.settlement.models import Payment, PaymentSplit, Refund, SellerTransfer
from market.shop.order.actions import receive
from market.shop.order.models import Line, Order, OrderNote, OrderStatusChange
from market.shop.order.status import Status
from market.shop.partner.models import StockRecord
from sellers.models import ActedFor, Consent, Pause, Producer, StockChange, Upload, VoiceNote, Write

There = dict[str, list[str]]
GOODS: dict[type[Model], tuple[str, ...]] = {
    Product: ("title", "unit_of_sale", "packaging", "shipping_weight_g", "moderation", "producer__name"),
    StockRecord: ("product__title", "price", "num_in_stock", "num_allocated", "owed"),
    ProductImage: ("product__title", "display_order"),
    Picture: ("title",),
    StockChange: ("product__title", "delta", "is_sold_out"),
    Write: ("field", "base", "value", "is_lost"),
    Pause: ("reason", "until", "words", "ended_by__phone"),
    VoiceNote: ("product__title", "seconds"),
    Producer: ("name", "makes", "phone", "village__name"),
    Consent: ("producer__name", "way", "words_version", "withdrawn_how"),
    ActedFor: ("what", "thing", "principal_name", "actor__phone", "consent__producer__name"),
    Contribution: ("title", "shown_name"),
    Arrival: ("source",),
}
ORDERS: dict[type[Model], tuple[str, ...]] = {
    Order: ("number", "status"),
    OrderStatusChange: ("order__number", "old_status", "new_status"),
    Line: ("order__number", "title", "status", "partner_line_notes", "num_allocated"),
    OrderNote: ("order__number", "message", "user__phone"),
    Parcel: ("orders__number", "carrier", "tracking_number", "handed_over_by__phone", "received_at"),
}
MONEY: dict[type[Model], tuple[str, ...]] = {
    Payment: ("group__number", "partner__name", "gateway", "amount", "captured", "refunded", "by_hand", "status"),
    PaymentSplit: ("order__number", "payment__status", "amount", "refund_asked"),
    Refund: ("split__order__number", "amount", "reason", "status", "asked_by__phone", "paid_from"),
    SellerTransfer: ("partner__name", "order__number", "kind", "amount", "memo"),
    Bill: ("gateway", "amount", "payable", "state", "captured", "refunded", "confirmed_by__phone", "evidence"),
    BillRefund: ("bill__amount", "amount", "done_at", "evidence"),
    Journal: ("kind", "about", "memo"),
    Entry: ("journal__kind", "journal__about", "account__code", "amount"),
}
TOLD: dict[type[Model], tuple[str, ...]] = {
    Message: ("template", "phone", "text", "status"),
    Effect: ("kind", "attempts", "done_at", "parked_at", "last_error"),
}
TABLES = GOODS | ORDERS | MONEY | TOLD
"""All that operations write, told without numbers and times, which differ from day to day."""
UNTOLD = {"sellers.Upload", "sessions.Session"}
"""Not counted: photos that no operation has used (those that were used are told below), and who is signed in."""
LATER = timedelta(days=1)


def what_there_is() -> There:
    """Return every row that operations may write, what each account holds, and how many rows any other table has."""
    found = {one.__name__: _told(one, *names) for one, names in TABLES.items()}
    used = Upload.objects.exclude(used_at=None).values_list("state", "is_sound", "is_paper")
    held = Entry.objects.values_list("account__code").annotate(Sum("amount"))
    return {**found, "Upload": sorted(map(repr, used)), "balances": sorted(map(repr, held)), "others": _counted()}


def differences(found: There, wanted: There) -> dict[str, tuple[list[str], list[str]]]:
    """Return by table which rows are too many, and which are missing; nothing where both are the same."""
    counted = {name: (Counter(found[name]), Counter(wanted[name])) for name in wanted}
    return {
        name: (sorted((here - there).elements()), sorted((there - here).elements()))
        for name, (here, there) in counted.items()
        if here != there
    }


def _told(model: type[Model], *names: str) -> list[str]:
    """Return its rows; of a moment only whether there is one."""
    rows = model._default_manager.values_list(*names)
    return sorted(repr([bool(each) if isinstance(each, datetime) else each for each in row]) for row in rows)


def _counted() -> list[str]:
    others = [model for model in apps.get_models(include_auto_created=True) if model not in TABLES]
    asked = [
        f"SELECT '{model._meta.label}', count(*) FROM {connection.ops.quote_name(model._meta.db_table)}"  # noqa: S608
        for model in others
        if model._meta.managed and not model._meta.proxy and model._meta.label not in UNTOLD
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return sorted(map(repr, cursor.fetchall()))


def let_it_go_on() -> None:
    """Let all that follows a day come: what it told, money given back, goods received, sellers credited."""
    now = timezone.now()
    carry_out_money_and_words()
    for refund in BillRefund.objects.filter(done_at=None):
        mark_refunded(refund_id=refund.pk, by=None, evidence="ditransfer", at=now)
    carry_out_money_and_words()
    for order in Order.objects.filter(status=Status.HANDED_OVER):
        receive(order=order)
    carry_out_money_and_words()


def carry_out_money_and_words() -> None:
    """Let the outbox send its messages and see to its payments; pictures and pages, which take long, stay waiting."""
    due = Effect.objects.waiting().filter(kind__regex=r"^(notify|payment)\.").order_by("pk")
    while found := list(due.values_list("pk", flat=True)):
        for effect in found:
            assert carry_out(effect, at=timezone.now() + LATER), "nothing here has to be tried again"
