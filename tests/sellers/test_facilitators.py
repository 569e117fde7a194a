"""Every write of the sellers' room by a hub for a producer: refused without her word, written down with it."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Batch, Product
from catalogue.reviews.models import ProductReview
from market.gateways.bills.models import BillRefund
from market.pictures.actions import take_picture
from market.shop.order.models import Order
from sellers import workshop_urls
from sellers.acted_files import HEADING
from sellers.actions import approve_product
from sellers.actions.consent_ends import withdraw_consent
from sellers.models import ActedFor, Permit, Question
from tests.batches import a_batch
from tests.market.pictures.made import photo
from tests.market.recordings.made import webm
from tests.sellers.conftest import listed, signed_in, sized, upload
from tests.sellers.consents import a_maker, agreed
from tests.sellers.purchases import bought, bought_straight, prove

pytestmark = pytest.mark.django_db

OF_THE_SHOP = {
    "apply": "whoever asks applies for a shop of her own",
    "show_number": "the number of whoever presses",
    "account": "the hub's own bank account",
    "stop_account": "the hub's own bank account",
    "pause": "all of the hub rests",
    "open_again": "all of the hub rests",
    "send": "each operation is judged as it comes: sync/test_on_behalf.py",
    "settle": "guarded, and tried in sync/test_to_see.py",
    "read_out": "a code for signing in, by rules of its own: test_reading_out.py",
    "data": "what phones read",
    "send_photo": "nobody's goods until an operation names it",
    "send_goods": "each row is judged when a worker takes it: test_bulk.py",
    "goods_file": "who somebody of OpenSID is; her goods are judged as they come: test_opensid_names.py",
    "add_maker": "she is not there yet",
    "consent_paper": "how she consents",
    "consent_voice": "how she consents",
    "ask_consent": "how she consents",
    "withdraw_consent": "how she takes it back",
}
"""Writes that are about no producer's goods, and why."""

PRODUCT = {
    "title": "Tikar purun",
    "price": "60.000",
    "unit_of_sale": "buah",
    "stock": "3",
    "packaging": "plastik",
    "shipping_weight_g": "900",
}
SIZE = {"first_label": "Kecil", "label": "Besar", "price": "90.000", "stock": "2", "shipping_weight_g": "900"}


@pytest.fixture
def mat(imah, snacks):
    return approve_product(product=listed(imah, title="Tikar"), by=None, category=snacks)


@pytest.fixture
def client(siti):
    return signed_in(siti.user)


@pytest.fixture
def writes(imah, mat, snacks, buyer):
    """Return for each write that is about Imah's goods its address, and answers that are right."""
    basket = sized(approve_product(product=listed(imah, title="Bakul"), by=None, category=snacks), "Besar")
    more = listed(imah, title="Topi")
    other = take_picture(upload=upload(data=photo(width=640, height=480)), title="Topi")
    picture = more.images.create(original=other, display_order=1)
    order, to_cancel, to_accept, to_decline = (bought((mat, 1))[0] for _ in range(4))
    cash = bought_straight(mat, method="cash", user=buyer)
    bill = prove(bought_straight(mat))
    refund = BillRefund.objects.create(bill=bill, amount=1_000, idempotency_key="x")
    permit = Permit.objects.create(seller=imah.seller, kind="pirt", number="2060000000000-28", photo="izin/x.jpg")
    permit.products.add(mat)
    question = Question.objects.create(product=mat, text="Berapa lebarnya?")
    review = ProductReview.objects.create(
        product=mat, user=buyer, score=5, title="Bagus", body="Rapi", status=ProductReview.APPROVED
    )
    paper = {"kind": "halal", "number": "ID64110055824640426", "products": [mat.pk], "photo": upload("surat.jpg")}
    about = {
        "add": ([], {**PRODUCT, "producer": imah.pk, "photo": upload(), "reference": "0123456789ab"}),
        "edit": ([mat.pk], {**PRODUCT, "initial-stock": "12"}),
        "sold_out": ([mat.pk], {}),
        "restock": ([mat.pk], {"stock": "3"}),
        "add_size": ([more.pk], SIZE),
        "edit_size": ([basket.pk], {**SIZE, "initial-stock": "4"}),
        "about": ([mat.pk], {"how_made": "Dianyam dari purun."}),
        "main_photo": ([more.images.earliest("display_order").pk], {}),
        "remove_photo": ([picture.pk], {}),
        "record": ([mat.pk], {"voice": SimpleUploadedFile("suara.webm", webm(12), content_type="audio/webm")}),
        "remove_voice": ([mat.pk], {}),
        "add_permit": ([], paper),
        "edit_permit": ([permit.pk], {**paper, "number": "ID64110055824640427", "photo": upload("surat.jpg")}),
        "remove_permit": ([permit.pk], {}),
        "add_batch": (
            [basket.pk],
            {"made_on": "2026-11-01", "quantity": "5", "reference": "5f0c29bb-7d5c-4d5a-8f3f-0f2b1d0f9a11"},
        ),
        "withdraw_batch": ([a_batch(imah, mat).code], {"why": "unsafe"}),
        "question": ([question.pk], {"text": "Satu meter."}),
        "review": ([review.pk], {"text": "Terima kasih."}),
        "order": ([order.number], {"carrier": "JNE"}),
        "cash": ([cash.number], {}),
        "accept_line": ([to_accept.number, to_accept.lines.get().pk], {}),
        "decline_line": ([to_decline.number, to_decline.lines.get().pk], {"reason": "habis"}),
        "cancel": ([to_cancel.number], {"reason": "habis"}),
        "payment": ([bill.external_id], {}),
        "refund": ([refund.pk], {"evidence": "tunai"}),
    }
    return {name: (reverse(f"workshop:{name}", args=args), answers) for name, (args, answers) in about.items()}


def snapshot():
    goods = Product.objects.order_by("pk").values_list("pk", "title", "moderation", "how_made", "structure")
    stock = Product.objects.order_by("pk").values_list("stockrecords__price", "stockrecords__num_in_stock")
    rows = [Permit, Batch, Question, ProductReview, BillRefund, Order, ActedFor]
    return list(goods), list(stock), [list(model.objects.order_by("pk").values_list()) for model in rows]


def test_every_write_is_refused_without_her_word(client, siti, imah, writes):
    """A new address that takes writes fails here until it is guarded, or is said to be about no producer's goods."""
    before = snapshot()
    pages = {page.name for page in workshop_urls.urlpatterns}
    others = other_addresses(imah, writes)
    assert pages == set(writes) | set(others)
    for name, (address, answers) in writes.items():
        answer = client.post(address, answers)
        assert answer.status_code == 403, name
        assert "Acil Imah" in answer.content.decode()
    for name, address in others.items():
        if name not in OF_THE_SHOP:
            assert client.post(address, {}).status_code == 405, f"{name} takes writes and nobody guards it"
    assert snapshot() == before


def other_addresses(imah, writes):
    arguments = {"account": ["bank"], "stop_account": ["bank"], "labels": ["x"], "batch": ["x"], "payout_proof": ["x"]}
    arguments |= {
        "payment_proof": ["x"],
        "permit_photo": [0],
        "consent_file": [0],
        "goods_file": [0],
        "settle": [0],
        "send_photo": ["0" * 64],
    }
    about_her = ["maker", "consent_paper", "consent_voice", "ask_consent", "withdraw_consent"]
    arguments |= dict.fromkeys(about_her, [imah.pk])
    return {
        page.name: reverse(f"workshop:{page.name}", args=arguments.get(page.name, []))
        for page in workshop_urls.urlpatterns
        if page.name not in writes
    }


def test_every_write_with_her_word_is_in_the_log_and_in_its_export(client, siti, imah, writes):
    live = agreed(imah)
    for expected, (name, (address, answers)) in enumerate(writes.items(), start=1):
        answer = client.post(address, answers)
        assert answer.status_code == 302, (name, answer.content.decode()[-3000:])
        assert ActedFor.objects.count() == expected, name
    for row in ActedFor.objects.all():
        assert (row.actor, row.principal, row.consent) == (siti.user, imah, live)
    file = client.get(reverse("workshop:acted_file"))
    table = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert table[0] == list(HEADING)
    assert [int(row[0]) for row in table[1:]] == list(ActedFor.objects.order_by("pk").values_list("pk", flat=True))
    assert {row[3] for row in table[1:]} == {"Acil Imah"}


def test_looking_needs_no_consent(client, imah, writes):
    for name, (address, _) in writes.items():
        assert client.get(address).status_code in (200, 302, 405), name


def test_a_word_taken_back_holds_at_once(client, imah, mat):
    agreed(imah)
    address = reverse("workshop:sold_out", args=[mat.pk])
    assert client.post(address).status_code == 302
    withdraw_consent(producer=imah, hub=imah.seller, by=None, how="link", now=timezone.now())
    assert client.post(address).status_code == 403
    assert ActedFor.objects.count() == 1


def test_she_herself_and_a_shop_of_ones_own_need_no_word(client, ratna, siti, hub, snacks):
    hers = approve_product(product=listed(siti, title="Amplang"), by=None, category=snacks)
    assert client.post(reverse("workshop:sold_out", args=[hers.pk])).status_code == 302
    own = approve_product(product=listed(ratna, title="Rotan"), by=None, category=snacks)
    assert signed_in(ratna.user).post(reverse("workshop:sold_out", args=[own.pk])).status_code == 302
    assert not ActedFor.objects.exists()


def test_an_order_of_several_makers_needs_the_word_of_each(client, imah, mat, hub, snacks):
    lusia = a_maker(hub, "Ibu Lusia")
    hat = approve_product(product=listed(lusia, title="Topi"), by=None, category=snacks)
    agreed(imah)
    order = bought((mat, 1), (hat, 1))[0]
    address = reverse("workshop:order", args=[order.number])
    answer = client.post(address, {"carrier": "JNE"})
    assert answer.status_code == 403
    assert "Ibu Lusia" in answer.content.decode()
    agreed(lusia)
    assert client.post(address, {"carrier": "JNE"}).status_code == 302
    assert {row.principal for row in ActedFor.objects.all()} == {imah, lusia}


def test_a_refused_action_leaves_no_line(client, imah, mat):
    agreed(imah)
    question = Question.objects.create(product=mat, text="Ada?", answer="Ada", answered_at=timezone.now())
    client.post(reverse("workshop:question", args=[question.pk]), {"text": "Lagi"})
    client.post(reverse("workshop:restock", args=[mat.pk]), {"stock": "banyak"})
    assert not ActedFor.objects.exists()


def test_the_form_sent_twice_is_one_listing_and_one_line(client, imah, writes):
    agreed(imah)
    address, answers = writes["add"]
    for _ in range(2):
        client.post(address, {**answers, "photo": upload()})
    assert Product.objects.filter(title="Tikar purun", producer=imah).count() == 1
    assert ActedFor.objects.count() == 1


def test_the_form_offers_only_those_who_said_yes_and_takes_nobody_for_granted(client, siti, imah, hub, writes):
    lusia = a_maker(hub, "Ibu Lusia")
    agreed(lusia, at=timezone.now() - timedelta(days=366))
    agreed(imah)
    page = client.get(reverse("workshop:add")).content.decode()
    assert "Siapa yang membuat?" in page
    assert "Acil Imah" in page
    assert "Ibu Lusia" not in page
    address, answers = writes["add"]
    client.post(address, answers)
    assert f'<option value="{imah.pk}" selected' not in client.get(reverse("workshop:add")).content.decode()
    named = client.get(reverse("workshop:add"), {"untuk": siti.pk}).content.decode()
    assert f'<option value="{siti.pk}" selected' in named


@pytest.mark.parametrize("whose", ["another hub's", "nobody's", "odd"])
def test_a_forged_maker_is_not_found(client, imah, ratna, writes, whose):
    agreed(imah)
    forged = {"another hub's": ratna.pk, "nobody's": 10**9, "odd": "9" * 30}[whose]
    address, answers = writes["add"]
    answer = client.post(address, {**answers, "producer": forged})
    assert answer.status_code == (200 if whose == "odd" else 404)
    assert not Product.objects.filter(title="Tikar purun").exists()


def test_pages_say_for_whom(client, imah, mat):
    address = reverse("workshop:edit", args=[mat.pk])
    assert "belum ada atau sudah habis" in client.get(address).content.decode()
    agreed(imah)
    assert "a.n. Acil Imah" in client.get(address).content.decode()
    told = client.post(reverse("workshop:sold_out", args=[mat.pk]), follow=True).content.decode()
    assert "Dicatat a.n. Acil Imah." in told


@pytest.mark.parametrize("page", ["home", "products"])
def test_a_hub_reads_of_each_product_whose_it_is(client, siti, ratna, imah, page):
    for maker in (siti, imah):
        listed(maker, title=f"Tikar {maker.name}")
    listed(ratna)
    assert [f"Buatan {maker.name}" in text_of(client, page) for maker in (siti, imah)] == [True, True]
    assert "Buatan" not in text_of(signed_in(ratna.user), page), "a shop of one's own has one maker"


def text_of(client, page):
    return client.get(reverse(f"workshop:{page}")).content.decode()
