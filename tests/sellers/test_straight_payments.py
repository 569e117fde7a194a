"""/jual/pembayaran/: money that reaches the seller straight is confirmed by her, and by nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from market.gateways.bills.models import Bill
from market.notify.models import Message
from market.shop.order.actions import release_hold
from sellers.actions import approve_product
from sellers.money import HerBill
from tests.market.shop.ways import offer
from tests.sellers.conftest import listed, signed_in
from tests.sellers.purchases import bill_for, bought, bought_straight, carry_out_all, prove

pytestmark = pytest.mark.django_db

HOME = reverse("workshop:home")
LIST = reverse("workshop:payments")


@pytest.fixture
def order(on_sale):
    """Somebody wants Siti's amplang and is to transfer straight to her."""
    return bought_straight(on_sale)


def page_of(order):
    return reverse("workshop:payment", args=[bill_for(order).external_id])


def photo_of(order):
    return reverse("workshop:payment_proof", args=[bill_for(order).external_id])


def text(response):
    return response.content.decode()


def test_it_shows_amount_code_and_first_name_before_the_money_and_no_address(siti, order):
    client = signed_in(siti.user)
    bill = bill_for(order)
    for page in (text(client.get(LIST)), text(client.get(page_of(order)))):
        assert f"{bill.payable:,}".replace(",", ".") in page
        assert order.number in page
        assert "dari Siti<" in page
        for secret in ("Siti Aminah", "Tebet", "81234567890", order.membership.group.secret):
            assert secret not in page
    assert client.get(reverse("workshop:order", args=[order.number])).status_code == 404


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Siti Aminah", "Siti"),
        ("Pak Anwar Sani", "Pak Anwar"),
        ("IBU ROS", "IBU ROS"),
        ("Ibu", "Ibu"),
        ("", "Pembeli"),
    ],
)
def test_a_buyer_is_called_by_one_name_and_what_goes_before_it(order, name, called):
    her = HerBill(bill=bill_for(order), order=order, buyer_name=name, buyer_phone="")
    assert her.first_name == called


def test_it_waits_on_the_first_page_once_there_is_a_photo(siti, order):
    client = signed_in(siti.user)
    assert "Pembayaran yang perlu Anda cek" not in text(client.get(HOME))
    prove(order)
    home = text(client.get(HOME))
    assert "Pembayaran yang perlu Anda cek" in home
    assert page_of(order) in home


def test_she_hears_once_that_a_photo_came(siti, order):
    for _ in range(2):
        bill = prove(order)
    told = Message.objects.get(template="bill_proved")
    assert told.phone == siti.user.phone
    assert page_of(order) in told.text
    assert f"{bill.payable:,}".replace(",", ".") in told.text


def test_a_photo_for_the_operator_is_no_news_to_sellers(order):
    Bill.objects.update(partner=None)
    prove(order)
    assert not Message.objects.filter(template="bill_proved").exists()


def test_the_photo_is_hers_alone_and_never_sniffed(siti, ratna, order):
    prove(order)
    answer = signed_in(siti.user).get(photo_of(order))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("image/")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith(f'inline; filename="bukti-{order.number}')
    assert "no-store" in answer.headers["Cache-Control"]
    assert signed_in(ratna.user).get(photo_of(order)).status_code == 404
    assert signed_in(None).get(photo_of(order)).status_code == 302


def test_there_is_no_photo_where_none_was_sent(siti, order):
    client = signed_in(siti.user)
    assert client.get(photo_of(order)).status_code == 404
    assert "belum mengirim foto bukti" in text(client.get(page_of(order)))


def test_her_word_makes_the_order_paid_at_once(siti, order):
    prove(order)
    client = signed_in(siti.user)
    page = text(client.post(page_of(order), follow=True))
    assert "sudah masuk" in page
    order.refresh_from_db()
    assert order.status == "paid"
    bill = bill_for(order)
    assert (bill.state, bill.confirmed_by, bill.captured) == ("captured", siti.user, bill.amount)
    assert "Pembayaran yang perlu Anda cek" not in text(client.get(HOME))
    assert "Uangnya langsung pada Anda" in text(client.get(reverse("workshop:money")))


def test_saying_so_twice_is_saying_so_once(siti, order):
    client = signed_in(siti.user)
    for _ in range(2):
        assert client.post(page_of(order)).status_code == 302
    assert bill_for(order).captured == bill_for(order).amount
    assert order.payment_splits.get().payment.captured == bill_for(order).amount
    assert "Uang sudah masuk</button>" not in text(client.get(page_of(order)))


def test_money_that_came_late_still_counts(siti, order):
    group = order.membership.group
    group.hold_expires_at = timezone.now() - timedelta(minutes=1)
    group.save()
    assert release_hold(group=group, now=timezone.now())
    client = signed_in(siti.user)
    assert "waktu bayar habis" in text(client.get(LIST))
    assert "Waktu bayarnya sudah habis" in text(client.get(page_of(order)))
    client.post(page_of(order))
    order.refresh_from_db()
    assert order.status == "paid"


def test_what_was_closed_long_ago_is_out_of_sight(siti, order):
    Bill.objects.update(state="cancelled", closed_at=timezone.now() - timedelta(days=15))
    assert order.number not in text(signed_in(siti.user).get(LIST))


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_seller_confirms_nothing(ratna, order, method):
    prove(order)
    client = signed_in(ratna.user)
    assert getattr(client, method)(page_of(order)).status_code == 404
    assert order.number not in text(client.get(LIST))
    assert bill_for(order).state == "waiting"


def test_what_the_operator_takes_in_is_not_hers_to_confirm(siti, on_sale):
    offer("transfer")
    order = bought_straight(on_sale)
    Bill.objects.update(partner=None)
    client = signed_in(siti.user)
    assert client.post(page_of(order)).status_code == 404
    assert order.number not in text(client.get(LIST))
    assert bill_for(order).state == "waiting"


def test_cash_and_cards_are_not_confirmed_here(siti, on_sale, buyer):
    order = bought_straight(on_sale, method="cash", user=buyer)
    client = signed_in(siti.user)
    assert client.post(page_of(order)).status_code == 404
    assert bill_for(order).state == "waiting"
    card = bought((on_sale, 1), is_paid=False)[0]
    assert card.number not in text(client.get(LIST))


@pytest.mark.parametrize("name", ["x", "bill_", "bill_" + "0" * 24, "%00", "1" * 300])
def test_odd_ids_are_not_found(siti, order, name):
    client = signed_in(siti.user)
    assert client.get(f"/jual/pembayaran/{name}/").status_code == 404
    assert client.post(f"/jual/pembayaran/{name}/").status_code == 404
    assert client.get(f"/jual/pembayaran/{name}/bukti/").status_code == 404


def test_hostile_names_stay_words(siti, order):
    group = order.membership.group
    group.buyer_name = "<script>alert(1)</script> & co"
    group.save()
    prove(order)
    for address in (HOME, LIST, page_of(order)):
        page = text(signed_in(siti.user).get(address))
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_list_costs_the_same_for_one_as_for_many(siti, on_sale, django_assert_max_num_queries):
    for _ in range(4):
        prove(bought_straight(on_sale))
    client = signed_in(siti.user)
    client.get(LIST)  # the first page after signing in also tells the header who is there
    with django_assert_max_num_queries(9):
        client.get(LIST)


def test_a_shop_that_is_not_open_yet_sees_none(siti, order):
    siti.seller.status = "waiting"
    siti.seller.save()
    assert signed_in(siti.user).get(page_of(order)).url == HOME


def test_a_suspended_shop_still_says_that_money_came_and_went_back(siti, order):
    """Its buyer's transfer would else be neither confirmed nor given back."""
    siti.seller.status = "suspended"
    siti.seller.save()
    client = signed_in(siti.user)
    prove(order)
    assert page_of(order) in text(client.get(HOME))
    assert "Uang sudah masuk</button>" in text(client.get(page_of(order)))
    client.post(page_of(order))
    order.refresh_from_db()
    assert order.status == "paid"
    assert order.number in text(client.get(HOME))
    told = text(
        client.post(reverse("workshop:cancel", args=[order.number]), {"reason": "Toko dibekukan"}, follow=True)
    )
    assert "dibatalkan" in told
    carry_out_all()
    refund = bill_for(order).refunds.get()
    client.post(reverse("workshop:refund", args=[refund.pk]), {"evidence": "Transfer BRI"})
    refund.refresh_from_db()
    assert refund.done_by == siti.user
    for name in ("orders", "money", "report", "accounts", "payments", "refunds"):
        assert client.get(reverse(f"workshop:{name}")).status_code == 200


def test_another_product_of_hers_changes_nothing(siti, order, snacks):
    other = approve_product(product=listed(siti, title="Kerupuk"), by=None, category=snacks)
    another = bought_straight(other)
    signed_in(siti.user).post(page_of(order))
    another.refresh_from_db()
    assert another.status == "awaiting_payment"
