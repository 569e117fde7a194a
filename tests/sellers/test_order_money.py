"""/jual/pesanan/: cash at hand-over, orders that cannot be filled, money that she gives back, pick-up by its name."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from market.gateways.bills.models import BillRefund
from market.notify.models import Message
from market.settlement.models import Refund
from market.shop.order.actions import hand_over, receive, refund_order
from tests.sellers.conftest import signed_in
from tests.sellers.purchases import bill_for, bought, bought_straight, carry_out_all

pytestmark = pytest.mark.django_db

HOME = reverse("workshop:home")
REFUNDS = reverse("workshop:refunds")
JNE = {"carrier": "JNE", "tracking_number": "JNE001"}


def text(response):
    return response.content.decode()


def page_of(order, name="order"):
    return reverse(f"workshop:{name}", args=[order.number])


@pytest.fixture
def client(siti):
    return signed_in(siti.user)


@pytest.fixture
def cash(on_sale, buyer):
    """An order that is paid when it is handed over: 25.000 and 40.000 for the way."""
    return bought_straight(on_sale, method="cash", user=buyer)


@pytest.fixture
def transfer(client, on_sale):
    """An order that was paid straight to her."""
    order = bought_straight(on_sale)
    client.post(reverse("workshop:payment", args=[bill_for(order).external_id]))
    order.refresh_from_db()
    return order


@pytest.fixture
def card(on_sale):
    """An order that was paid by card."""
    return bought((on_sale, 1))[0]


def collected(order):
    order.delivery.service = None
    order.delivery.save()
    return order


def test_cash_is_named_on_the_page_and_in_the_list(client, cash):
    assert 'Bayar tunai saat diserahkan: <strong class="price">Rp65.000' in text(client.get(page_of(cash)))
    assert ">Enam puluh lima ribu rupiah</p>" in text(client.get(page_of(cash))), "below the tick"
    home = text(client.get(HOME))
    assert "tunai Rp65.000" in home
    assert "perlu dikirim" in home


def test_handing_over_with_the_tick_takes_the_cash(siti, client, cash):
    page = text(client.post(page_of(cash), {**JNE, "cash_came": "on"}, follow=True))
    assert "Uang Rp65.000 tercatat" in page
    cash.refresh_from_db()
    assert cash.status == "handed_over"
    bill = bill_for(cash)
    assert (bill.state, bill.confirmed_by) == ("captured", siti.user)
    assert cash.payment_splits.get().payment.captured == 65_000


def test_without_the_tick_the_cash_is_still_to_come_and_can_be_noted_later(client, cash):
    page = text(client.post(page_of(cash), JNE, follow=True))
    assert "uangnya belum tercatat" in page
    assert bill_for(cash).state == "waiting"
    assert "Uang Rp65.000 tercatat" in text(client.post(page_of(cash, "cash"), follow=True))
    assert bill_for(cash).state == "captured"
    assert "sudah tercatat" in text(client.post(page_of(cash, "cash"), follow=True))
    cash.refresh_from_db()
    receive(order=cash)
    assert cash.transfers.get().amount == -sum(line.amount for line in cash.commission_lines.all())


def test_a_wrong_carrier_keeps_the_tick(client, cash):
    page = text(client.post(page_of(cash), {"cash_came": "on"}))
    assert "checked" in page
    assert bill_for(cash).state == "waiting"


def test_nothing_is_ticked_where_no_cash_is_due(client, card):
    assert "sudah saya terima" not in text(client.get(page_of(card)))
    client.post(page_of(card), {**JNE, "cash_came": "on"})
    card.refresh_from_db()
    assert card.status == "handed_over"


def test_what_is_picked_up_is_never_called_sent(client, card, cash):
    for order in (collected(card), collected(cash)):
        pages = [text(client.get(address)) for address in (page_of(order), HOME, reverse("workshop:orders"))]
        for page in pages:
            assert "siap diambil" in page
        assert "perlu dikirim" not in pages[0]
        client.post(page_of(order), {"cash_came": "on"})
        page = text(client.get(page_of(order)))
        assert "sudah diambil" in page
        assert "dalam pengiriman" not in page
    assert bill_for(cash).state == "captured"


def test_whoever_picks_up_keeps_the_address_to_herself(client, card):
    page = text(client.get(page_of(collected(card))))
    assert "Siti Aminah" in page
    assert card.membership.group.buyer_phone in page
    assert "Tebet" not in page


def test_the_page_shows_its_sum_in_one_line_and_what_went_back(client, card):
    assert '<p class="sum">Rp25.000 + ongkos kirim Rp40.000' in text(client.get(page_of(card)))
    refund_order(order=card, amount=5_000, reason="Satu bungkus pecah", key="r1", by=None)
    page = text(client.get(page_of(card)))
    assert "dikembalikan Rp5.000" in page
    assert "Satu bungkus pecah" in page


def test_an_order_she_cannot_fill_goes_back_whole_by_the_market(client, card):
    page = text(client.get(page_of(card, "cancel")))
    assert "Rp65.000</span>, dikembalikan oleh pasar" in page
    told = text(client.post(page_of(card, "cancel"), {"reason": "Panen gagal"}, follow=True))
    assert "dibatalkan" in told
    card.refresh_from_db()
    assert card.status == "cancelled"
    assert Refund.objects.get(split__order=card).amount == 65_000
    assert Message.objects.filter(text__contains="Panen gagal").exists()
    assert not BillRefund.objects.exists()


def test_money_that_is_with_her_she_gives_back_herself(siti, client, transfer):
    assert "Uangnya ada pada Anda" in text(client.get(page_of(transfer, "cancel")))
    page = text(client.post(page_of(transfer, "cancel"), {"reason": "Panen gagal"}, follow=True))
    assert "sedang kami catat" in page
    carry_out_all()
    refund = BillRefund.objects.get()
    address = reverse("workshop:refund", args=[refund.pk])
    assert address in text(client.get(HOME))
    assert address in text(client.get(REFUNDS))
    assert '<p class="in-words">enam puluh lima ribu rupiah</p>' in text(client.get(REFUNDS))
    page = text(client.get(address))
    assert transfer.membership.group.buyer_phone in page
    assert "Tulis lewat apa" in text(client.post(address, {"evidence": " "}))
    client.post(address, {"evidence": "Transfer BRI"})
    refund.refresh_from_db()
    assert (refund.done_by, refund.evidence) == (siti.user, "Transfer BRI")
    assert Refund.objects.get(split__order=transfer).status == "done"
    assert "sudah dikembalikan" in text(client.get(REFUNDS))
    assert '<p class="in-words">enam puluh lima ribu rupiah</p>' in text(client.get(REFUNDS))
    assert client.post(address, {"evidence": "Sekali lagi"}).url == REFUNDS
    refund.refresh_from_db()
    assert refund.evidence == "Transfer BRI"


def test_cash_that_never_came_needs_no_way_back(client, cash):
    assert "tidak ada uang yang perlu dikembalikan" in text(client.get(page_of(cash, "cancel")))
    client.post(page_of(cash, "cancel"), {"reason": "Panen gagal"})
    cash.refresh_from_db()
    assert cash.status == "cancelled"
    assert not Refund.objects.exists()


def test_goods_refused_at_the_door_come_home(client, cash):
    hand_over(order=cash, carrier="JNE", tracking_number="", by=None)
    assert "barang kembali" in text(client.get(page_of(cash)))
    client.post(page_of(cash, "cancel"), {"reason": "Pembeli menolak"})
    cash.refresh_from_db()
    assert cash.status == "cancelled"


def test_goods_refused_at_the_door_come_home_though_somebody_said_received(client, cash):
    hand_over(order=cash, carrier="JNE", tracking_number="", by=None)
    cash.refresh_from_db()
    receive(order=cash)
    assert "barang kembali" in text(client.get(page_of(cash)))
    assert "Barang kembali" in text(client.get(page_of(cash, "cancel")))
    client.post(page_of(cash, "cancel"), {"reason": "Pembeli menolak"})
    cash.refresh_from_db()
    assert cash.status == "cancelled"


@pytest.mark.parametrize("reason", ["", "   ", "x" * 100_000, "a\x00b", "12345"])
def test_a_reason_that_is_none_is_asked_for_again_and_kept(client, card, reason):
    answer = client.post(page_of(card, "cancel"), {"reason": reason})
    assert answer.status_code == 200
    assert "field__error" in text(answer)
    card.refresh_from_db()
    assert card.status == "paid"


def test_a_reason_with_markup_stays_words(client, card):
    client.post(page_of(card, "cancel"), {"reason": "<b>Panen</b> gagal"})
    assert "<b>Panen" not in text(client.get(reverse("workshop:money")))


def test_calling_it_off_twice_gives_back_once(client, transfer):
    for _ in range(2):
        client.post(page_of(transfer, "cancel"), {"reason": "Panen gagal"})
    carry_out_all()
    assert Refund.objects.count() == BillRefund.objects.count() == 1


def test_what_has_left_is_not_called_off(client, card):
    hand_over(order=card, carrier="JNE", tracking_number="", by=None)
    assert "Tidak bisa saya penuhi" not in text(client.get(page_of(card)))
    for answer in (client.get(page_of(card, "cancel")), client.post(page_of(card, "cancel"), {"reason": "Habis"})):
        assert answer.url == page_of(card)
    card.refresh_from_db()
    assert card.status == "handed_over"


def test_the_first_page_costs_the_same_for_one_as_for_many(siti, client, on_sale, django_assert_max_num_queries):
    for number in range(3):
        order = bought_straight(on_sale)
        BillRefund.objects.create(bill=bill_for(order), amount=1_000, idempotency_key=str(number))
        bill_for(order).__class__.objects.filter(pk=bill_for(order).pk).update(
            proof="bukti/x.jpg", proof_at=timezone.now()
        )
    client.get(HOME)  # the first look makes her basket and orders small pictures
    with django_assert_max_num_queries(28):
        client.get(HOME)
    with django_assert_max_num_queries(11):
        client.get(REFUNDS)
