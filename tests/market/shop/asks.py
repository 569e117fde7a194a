"""What makes each kind of effect, and what each task of the clock then finds to do."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Revision

from catalogue.listed import Listed, Unlisted
from catalogue.models import Product
from cms.models import Enquiry, MakerPage
from cms.tree.actions import build_site_tree, publish_destination
from cms.tree.publishing import publish
from market.accounts.models import User
from market.accounts.roles import EDITOR, appoint
from market.attribution.models import LineStory
from market.fulfilment.models import Delivery
from market.gateways.bills.models import ReceivingAccount
from market.notify.actions import tell
from market.outbox.actions import carry_out, record_effect
from market.outbox.models import Effect
from market.pictures.actions import take_picture
from market.pictures.effects import ask_for
from market.regions.models import Regency
from market.settlement.models import OrderGroup
from market.shop.checkout.actions import place_order_group
from market.shop.keeping.wishes import wait_for
from market.shop.order.actions import cancel_order, hand_over
from market.shop.order.models import Order
from market.shop.order.tasks import release_expired
from market.shop.partner.models import Partner
from sellers.actions.bulk import send_goods
from sellers.actions.pausing import pause_shop
from sellers.models import Permit, Seller
from sellers.permit_models import private_storage
from sellers.upload_models import Upload
from tests.market.pictures.made import photo
from tests.market.shop.goods import make_basket, make_buyer, make_product, make_shop
from tests.market.shop.streams import GOOD, Shore, deliver, pay, work_off
from tests.market.shop.ways import bank_account
from tests.remembered import once
from tests.sellers.consents import a_maker, agreed

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


def send_a_file_of_goods(shore: Shore) -> None:
    partner = make_shop("Madu Pak Udin")
    told = {"packaging": Product.Packaging.PLASTIC, "shipping_weight_g": 500, "stock": 0}
    file = ContentFile(b"Nama produk;Harga\nMadu;60.000\n", "a.csv")
    send_goods(shop=Seller.objects.get(partner=partner), by=partner.users.get(), file=file, photos=None, **told)


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
    "sellers.read_goods": send_a_file_of_goods,
}


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


def let_a_place_be_forgotten(shore: Shore) -> None:
    once(build_site_tree)
    told: dict[str, Any] = {"lead": "Pesut dan burung di danau.", "village": None, "picture": None, "body": []}
    publish_destination(title="Danau", last_reviewed=timezone.localdate() - timedelta(days=800), **told)
    appoint(user=User.objects.create_user(PHONE, first_name="Rina"), role=EDITOR)


def let_a_visitor_wait(shore: Shore) -> None:
    asked = timezone.now() - timedelta(days=3)
    Enquiry.objects.create(
        about="place", title="Danau", people=2, wish="Menginap?", name="Tono", phone=PHONE, asked_at=asked,
        due_at=asked + timedelta(days=2), contact_name="Pak Edi", contact_phone=PHONE,
    )  # fmt: skip


def let_an_answer_grow_old(shore: Shore) -> None:
    let_a_visitor_wait(shore)
    Enquiry.objects.update(answer="Bisa.", answered_at=timezone.now() - timedelta(days=400))


def close_a_makers_shop(shore: Shore) -> None:
    once(build_site_tree)
    maker = make_shop("Madu Pak Udin").seller.producers.get()
    publish(MakerPage(title="Pak Udin", lead="Memanen madu kelulut sejak muda.", producer=maker), body=[])
    Partner.objects.filter(seller=maker.seller_id).update(is_open=False)


def leave_a_basket(shore: Shore) -> None:
    basket = make_basket((make_product(make_shop("Madu Pak Udin")), 1))
    long_ago = timezone.now() - timedelta(days=90)
    LineStory.objects.create(line=basket.lines.get(), story=34, noted_at=long_ago)


def let_an_hour_come(shore: Shore) -> None:
    once(build_site_tree)
    told: dict[str, Any] = {"lead": "Pesut dan burung di danau.", "village": None, "picture": None, "body": []}
    page = publish_destination(title="Danau", **told)
    page.owner = User.objects.create_user(PHONE, first_name="Rina")
    page.save()
    appoint(user=page.owner, role=EDITOR)
    hour = timezone.now() - timedelta(minutes=1)
    Revision.objects.filter(pk=page.save_revision().pk).update(approved_go_live_at=hour)


def leave_a_photo_on_its_way(shore: Shore) -> None:
    owner, then = make_shop("Madu Pak Udin").users.get(), timezone.now() - timedelta(days=99)
    Upload.objects.create(owner=owner, sha256="0" * 64, size=9, moved_at=then)


def let_a_leave_end(shore: Shore) -> None:
    shop = Seller.objects.get(partner=make_shop("Madu Pak Udin"))
    pause_shop(shop=shop, reason="panen", until=timezone.localdate() + timedelta(days=1), by=None)
    Partner.objects.filter(pk=shop.pk).update(paused_until=timezone.localdate())


def let_a_consent_end_soon(shore: Shore) -> None:
    hub = Seller.objects.get(partner=make_shop("BUMDes Muara"))
    agreed(a_maker(hub), days=5)


TASKS: dict[str, Callable[[Shore], None]] = {
    "cms.tasks.forget_old_enquiries": let_an_answer_grow_old,
    "cms.tasks.publish_due_pages": let_an_hour_come,
    "cms.tasks.remind_of_enquiries": let_a_visitor_wait,
    "cms.tasks.tell_of_stale_pages": let_a_place_be_forgotten,
    "cms.tasks.take_down_makers": close_a_makers_shop,
    "cms.tasks.make_village_pages": open_the_first_shop_of_a_village,
    "catalogue.tasks.keep_the_listing": miss_a_change,
    "market.attribution.tasks.forget_old_stories": leave_a_basket,
    "market.gateways.bills.tasks.activate_due": change_an_account,
    "market.gateways.stripe.tasks.fetch_missed_events": miss_an_event,
    "market.outbox.tasks.nudge": say_something,
    "market.outbox.tasks.sweep": say_something,
    "market.shop.keeping.tasks.tell_who_waits": fill_an_empty_shelf,
    "market.shop.order.tasks.receive_overdue": let_goods_be_overdue,
    "market.shop.order.tasks.release_expired": let_the_time_end,
    "market.shop.search.tasks.index_the_renamed": rename_a_shop,
    "sellers.tasks.forget_abandoned_uploads": leave_a_photo_on_its_way,
    "sellers.tasks.forget_strays": leave_a_photo,
    "sellers.tasks.open_rested_shops": let_a_leave_end,
    "sellers.tasks.remind_of_consents_that_end": let_a_consent_end_soon,
    "sellers.tasks.take_marks_of_permits_that_ran_out": let_a_certificate_run_out,
}
