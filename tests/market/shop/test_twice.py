"""Whatever the worker can be asked to do, twice is as good as once; a run that was cut off is made good by another.

Every kind of effect and every task must be here: one that is new and missing fails the first test.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from catalogue.listed import Listed, Unlisted
from catalogue.models import Product
from cms.actions import build_site_tree
from cms.models import VillagePage
from market.accounts.models import User
from market.celery import app
from market.fulfilment.models import Delivery
from market.gateways.bills.models import ReceivingAccount
from market.notify.actions import tell
from market.outbox import leases, registry
from market.outbox.actions import carry_out, record_effect
from market.outbox.models import Effect
from market.pictures.actions import take_picture
from market.pictures.effects import ask_for
from market.regions.models import Regency
from market.settings import base
from market.settlement.models import OrderGroup, Payment
from market.shop.checkout.actions import place_order_group
from market.shop.keeping.wishes import wait_for
from market.shop.order.actions import cancel_order, hand_over
from market.shop.order.models import Order
from market.shop.order.tasks import release_expired
from market.shop.partner.models import Partner
from sellers.models import Permit
from sellers.permit_models import private_storage
from tests.market.pictures.made import photo
from tests.market.shop.goods import make_basket, make_buyer, make_product, make_shop
from tests.market.shop.streams import GOOD, Shore, deliver, pay, told, undone, work_off
from tests.market.shop.ways import bank_account
from tests.remembered import once

pytestmark = pytest.mark.django_db

PHONE = "+6281234567890"


def latest(kind: str) -> Effect:
    return Effect.objects.filter(kind=kind).latest("pk")


def say_something(shore: Shore) -> None:
    tell(phone=PHONE, template="sign_in_code", context={"code": "123456"}, key="said")


def place_another(shore: Shore) -> None:
    basket = make_basket((make_product(make_shop("Madu Pak Udin")), 1))
    place_order_group(basket=basket, buyer=make_buyer(), choices={}, now=timezone.now(), method="stripe")


def be_told_of_money(shore: Shore) -> None:
    pay(GOOD)(shore)
    deliver(next(event for event in shore.events() if event["type"] == "checkout.session.completed"))


def read_what_was_told(shore: Shore) -> None:
    be_told_of_money(shore)
    carry_out(latest("inbox.process").pk)


def sell(shore: Shore) -> None:
    read_what_was_told(shore)
    carry_out(latest("payment.news").pk)


def cancel_what_was_paid(shore: Shore) -> None:
    be_told_of_money(shore)
    work_off()
    cancel_order(order=Order.objects.get(pk=shore.group.members.first().order_id), reason="Habis", by=None)


def let_the_time_end(shore: Shore) -> None:
    OrderGroup.objects.update(hold_expires_at=timezone.now() - timedelta(minutes=1))


def ask_for_release(shore: Shore) -> None:
    let_the_time_end(shore)
    release_expired()


def pay_another_way(shore: Shore) -> None:
    record_effect(kind="payment.close", key="payment.close:a", payload={"payment": shore.payment.pk})


def show_a_picture(shore: Shore) -> None:
    upload = ContentFile(photo(), name="foto.jpg")
    ask_for(take_picture(upload=upload, title="Amplang"), "fill-48x48")


def open_the_first_shop_of_a_village(shore: Shore) -> None:
    once(build_site_tree)
    Regency.objects.update(is_member=True)
    record_effect(kind="cms.village_pages", key="cms.village_pages:a", payload={})


EFFECTS: dict[str, Callable[[Shore], None]] = {
    "attribution.sold": sell,
    "cms.village_pages": open_the_first_shop_of_a_village,
    "inbox.process": be_told_of_money,
    "notify.send": say_something,
    "payment.close": pay_another_way,
    "payment.news": read_what_was_told,
    "payment.refund": cancel_what_was_paid,
    "payment.start": place_another,
    "pictures.render": show_a_picture,
    "purchase.release": ask_for_release,
}


STRIDES = {"cms.village_pages": 40}
"""Many writes in one transaction: the power goes at some of them."""


def change_an_account(shore: Shore) -> None:
    account = bank_account(make_shop("Madu Pak Udin"))
    ReceivingAccount.objects.filter(pk=account.pk).update(
        state=ReceivingAccount.State.WAITING, active_from=timezone.now() - timedelta(minutes=1)
    )


def miss_an_event(shore: Shore) -> None:
    pay(GOOD)(shore)
    for event in shore.events():
        event["created"] -= 600


def let_goods_be_overdue(shore: Shore) -> None:
    be_told_of_money(shore)
    work_off()
    for order in Order.objects.filter(membership__group=shore.group):
        hand_over(order=order, carrier="JNE", tracking_number="JNE001", by=None)
    Delivery.objects.update(promised_until=timezone.localdate() - timedelta(days=90))


def miss_a_change(shore: Shore) -> None:
    product = make_product(make_shop("Madu Pak Udin"))
    Listed.objects.filter(product=product).delete()
    Unlisted.objects.create(product_number=product.pk)


def rename_a_shop(shore: Shore) -> None:
    make_product(make_shop("Madu Pak Udin"))
    Partner.objects.filter(name="Madu Pak Udin").update(name="Madu Bu Udin")


def fill_an_empty_shelf(shore: Shore) -> None:
    product = make_product(make_shop("Madu Pak Udin"), stock=0)
    wait_for(user=User.objects.create_user(PHONE), product=product, language="id")
    product.stockrecords.update(num_in_stock=3)


def let_a_certificate_run_out(shore: Shore) -> None:
    product = make_product(make_shop("Madu Pak Udin"))
    yesterday = timezone.localdate() - timedelta(days=1)
    permit = Permit.objects.create(
        seller=product.seller.seller,
        kind=Permit.Kind.HALAL,
        state=Permit.State.SEEN,
        checked_at=timezone.now(),
        valid_until=yesterday,
    )
    permit.products.add(product)
    Product.objects.filter(pk=product.pk).update(is_halal=True)


def leave_a_photo(shore: Shore) -> None:
    store = private_storage()
    long_ago = timezone.now().timestamp() - 90 * 86_400
    os.utime(store.path(store.save("izin/foto.jpg", ContentFile(photo()))), (long_ago, long_ago))


TASKS: dict[str, Callable[[Shore], None]] = {
    "cms.tasks.make_village_pages": open_the_first_shop_of_a_village,
    "catalogue.tasks.keep_the_listing": miss_a_change,
    "market.gateways.bills.tasks.activate_due": change_an_account,
    "market.gateways.stripe.tasks.fetch_missed_events": miss_an_event,
    "market.outbox.tasks.nudge": say_something,
    "market.outbox.tasks.sweep": say_something,
    "market.shop.keeping.tasks.tell_who_waits": fill_an_empty_shelf,
    "market.shop.order.tasks.receive_overdue": let_goods_be_overdue,
    "market.shop.order.tasks.release_expired": let_the_time_end,
    "market.shop.search.tasks.index_the_renamed": rename_a_shop,
    "sellers.tasks.forget_photos_of_no_permit": leave_a_photo,
    "sellers.tasks.take_marks_of_permits_that_ran_out": let_a_certificate_run_out,
}


def our_tasks() -> dict[str, Any]:
    app.loader.import_default_modules()
    return {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}


def run_effect(kind: str) -> None:
    effect = latest(kind)
    registry.handler_of(kind)(effect.payload, key=effect.key)


def run_task(name: str) -> None:
    args = [latest("notify.send").pk] if name.endswith(".nudge") else []
    our_tasks()[name](*args)


def everything(shore: Shore) -> dict[str, Any]:
    """Return all rows, private photos, and what the gateway knows; of moments only whether they are there."""
    rows: dict[str, Any] = {model._meta.label: _rows(model) for model in apps.get_models() if model._meta.managed}
    store = private_storage()
    rows["photos"] = sorted(store.listdir("izin")[1]) if store.exists("izin") else []
    return rows | {"gateway": repr({kind: shore.house.store[kind] for kind in ("sessions", "intents", "refunds")})}


def _rows(model: Any) -> list[list[Any]]:
    rows = model._base_manager.order_by("pk").values_list()
    return [[bool(value) if isinstance(value, datetime) else value for value in row] for row in rows]


class PowerCut(BaseException):
    """Nothing that anybody catches."""


class Cut:
    """Lets the power go at the n-th time that the database would be written to."""

    def __init__(self, turn: int) -> None:
        self.left = turn

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "DO ")):
            if not self.left:
                raise PowerCut
            self.left -= 1
        return execute(sql, params, many, context)


def outcome(shore: Shore) -> dict[str, Any]:
    payments = Payment.objects.order_by("pk").values_list("status", "external_id", "refunded")
    pages = sorted(VillagePage.objects.values_list("slug", "locale__language_code", "live"))
    return told(shore) | {
        "payments": [(status, bool(known), given) for status, known, given in payments],
        "pages": pages,
    }


def test_nothing_is_missing_here() -> None:
    kinds = {kind for kind in registry._handlers if not kind.startswith("test.")}
    assert set(EFFECTS) == kinds
    assert set(TASKS) == set(our_tasks())


@pytest.mark.parametrize("kind", EFFECTS)
def test_it_carries_out_each_kind_of_effect_twice_as_once(kind: str, shore: Shore) -> None:
    EFFECTS[kind](shore)
    before = everything(shore)
    run_effect(kind)
    after = everything(shore)
    assert after != before, "it did something"
    run_effect(kind)
    assert everything(shore) == after


@pytest.mark.parametrize("name", TASKS)
def test_it_runs_each_task_twice_as_once(name: str, shore: Shore) -> None:
    TASKS[name](shore)
    before = everything(shore)
    run_task(name)
    after = everything(shore)
    assert after != before, "it did something"
    run_task(name)
    assert everything(shore) == after


@pytest.mark.parametrize("kind", EFFECTS)
def test_it_makes_good_what_was_cut_off_at_any_write(kind: str, shore: Shore) -> None:
    EFFECTS[kind](shore)
    with undone(shore):
        run_effect(kind)
        whole = outcome(shore)
    turn, is_cut = 0, True
    while is_cut:
        with undone(shore):
            try:
                with connection.execute_wrapper(Cut(turn)):
                    run_effect(kind)
                is_cut = False
            except PowerCut:
                run_effect(kind)
            made_good = outcome(shore)
            made_good["sent"] = sorted(set(made_good["sent"]))  # said again under the key that the receiver knows
            assert made_good == whole, f"cut off at write {turn}"
        turn += STRIDES.get(kind, 1)
    assert turn > 1


def test_it_gives_a_task_back_that_dies_and_ends_one_that_hangs_before_anybody_else_takes_it() -> None:
    conf = app.conf
    assert (conf.task_acks_late, conf.task_reject_on_worker_lost, conf.worker_prefetch_multiplier) == (True, True, 1)
    assert conf.worker_soft_shutdown_timeout > 0
    visible = base.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    assert isinstance(visible, int)
    assert conf.task_soft_time_limit < conf.task_time_limit < leases.LONGEST_HOLD.total_seconds() < visible
    assert 2 * leases.BEAT < leases.LEASE < timedelta(seconds=30)
    for task in our_tasks().values():
        assert (task.acks_late, task.reject_on_worker_lost) == (True, True)
        assert task.time_limit is None or task.time_limit <= conf.task_time_limit
