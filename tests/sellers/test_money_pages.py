"""/jual/uang/: what she earned, what is on its way, each order's sum, payouts, and a month of it to share."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from market.ledger.models import Entry
from market.settlement.models import CommissionRate, SellerPayout
from market.settlement.payouts import export_payouts, prepare_payouts
from market.settlement.statement import seller_statement
from market.shop.order.actions import cancel_order, hand_over, receive, refund_order
from sellers.actions import approve_product
from sellers.money import earned_by, owed_to
from tests.sellers.conftest import listed, signed_in
from tests.sellers.purchases import bill_for, bought, bought_straight

pytestmark = pytest.mark.django_db

HOME = reverse("workshop:home")
MONEY = reverse("workshop:money")
REPORT = reverse("workshop:report")
REPORT_FILE = reverse("workshop:report_file")


def text(response):
    return response.content.decode()


@pytest.fixture
def client(siti):
    return signed_in(siti.user)


@pytest.fixture(autouse=True)
def five_percent(db):
    """The market takes 5 % of the goods of every order."""
    CommissionRate.objects.all().delete()
    CommissionRate.objects.create(position=1, name="Komisi", kind="percentage", basis_points=500)


def done(order):
    hand_over(order=order, carrier="JNE", tracking_number="", by=None)
    receive(order=order)
    return order


@pytest.fixture
def earned(on_sale):
    """An order that was received: 25.000, and 40.000 for the way."""
    return done(bought((on_sale, 1))[0])


@pytest.fixture
def paid_straight(client, on_sale):
    order = bought_straight(on_sale)
    client.post(reverse("workshop:payment", args=[bill_for(order).external_id]))
    order.refresh_from_db()
    return order


def a_payout(shop, **more):
    return SellerPayout.objects.create(partner=shop.partner, amount=63_750, until=date(2026, 11, 20), **more)


def test_it_begins_with_nothing(client):
    page = text(client.get(MONEY))
    assert "Belum ada pesanan yang dibayar" in page
    assert "Belum ada pencairan" in page


def test_each_order_is_one_readable_line(client, earned):
    page = text(client.get(MONEY))
    assert "Rp25.000 + ongkos kirim Rp40.000 − komisi Rp1.250 = Rp63.750" in page
    assert '<p class="in-words">enam puluh tiga ribu tujuh ratus lima puluh rupiah</p>' in page
    assert reverse("workshop:order", args=[earned.number]) in page
    assert page.count('<dd><span class="price">Rp63.750</span>') == 2  # this month, and all in all
    assert page.count('<dd class="price">Rp63.750</dd>') == 1  # ready to be paid out
    assert "Rp63.750" in text(client.get(HOME))


def test_the_number_of_the_first_page_is_on_the_money_page_too(siti, client, earned, on_sale):
    [payout] = prepare_payouts(until=timezone.localdate(), now=timezone.now())
    export_payouts(payouts=[payout], form="treasurer")
    done(bought((on_sale, 1))[0])
    home, money = (text(client.get(address)) for address in (HOME, MONEY))
    assert '<span class="money-link__sum price">Rp127.500</span>' in home
    assert '<dt>Yang akan Anda terima dari pasar</dt>\n        <dd class="price">Rp127.500</dd>' in money


def test_what_is_on_its_way_is_the_same_on_the_page_and_in_the_report(client, on_sale):
    bought((on_sale, 1))
    assert '<dt>Dalam perjalanan</dt>\n    <dd class="price">Rp63.750</dd>' in text(client.get(MONEY))
    assert "Dalam perjalanan: Rp63.750" in text(client.get(REPORT))


def test_what_is_on_its_way_is_not_earned_yet(client, on_sale):
    bought((on_sale, 1))
    page = text(client.get(MONEY))
    assert "Dibayar pembeli untuk 1 pesanan yang belum diterima" in page
    assert 'Setelah diterima, <span class="price">Rp63.750</span>' in page
    assert "Menunggu diterima pembeli" in page
    assert page.count('<dd><span class="price">Rp0</span>') == 2
    assert page.count('<dd class="price">Rp0</dd>') == 2


def test_the_commission_of_what_was_paid_straight_to_her_is_a_debt_plainly_said(siti, client, paid_straight):
    assert "akan menjadi utang Anda ke pasar" in text(client.get(MONEY))
    done(paid_straight)
    page = text(client.get(MONEY))
    assert 'Utang Anda ke pasar</dt>\n      <dd class="price">Rp1.250' in page
    assert 'komisi <span class="price">Rp1.250</span> menjadi utang' in page
    assert page.count('<dd><span class="price">Rp63.750</span>') == 2  # earned, wherever it lies
    assert "utang Anda ke pasar" in text(client.get(HOME))
    assert owed_to(siti.seller.partner) == -1_250


def test_what_went_back_and_what_is_off_are_said(client, earned, on_sale):
    refund_order(order=earned, amount=6_500, reason="Pecah", key="r", by=None)
    cancel_order(order=bought((on_sale, 1))[0], reason="Habis", by=None)
    page = text(client.get(MONEY))
    assert "− dikembalikan Rp6.500 − komisi Rp1.125 = Rp57.375" in page
    assert "Batal, semua uang kembali ke pembeli" in page


def test_what_she_earned_is_the_sum_of_her_lines(siti, client, earned, paid_straight, on_sale):
    done(paid_straight)
    refund_order(order=earned, amount=6_500, reason="Pecah", key="r", by=None)
    refund_order(order=paid_straight, amount=10_000, reason="Pecah", key="r2", by=None)
    done(bought((on_sale, 2))[0])
    bought((on_sale, 1))
    statement = seller_statement(seller=siti.seller.partner, now=timezone.now())
    assert earned_by(siti.seller.partner) == statement.earned > 0
    assert earned_by(siti.seller.partner, since=date(2100, 1, 1)) == 0
    assert owed_to(siti.seller.partner) == statement.ready


def test_payouts_are_listed_with_their_proof(client, siti, earned):
    payout = a_payout(siti.seller, status="paid", paid_at=timezone.now())
    payout.proof.save("slip.pdf", ContentFile(b"%PDF-1.7 <script>"))
    page = text(client.get(MONEY))
    words = '<p class="in-words">enam puluh tiga ribu tujuh ratus lima puluh rupiah</p>'
    assert page.count(words) == 2  # the order, and the payout
    for word in (payout.number, "sudah dibayar", "20 November 2026", "Lihat bukti"):
        assert word in page
    answer = client.get(reverse("workshop:payout_proof", args=[payout.number]))
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="bukti-{payout.number}.pdf"'


def test_another_sellers_money_is_nowhere(siti, ratna, earned):
    payout = a_payout(siti.seller)
    payout.proof.save("slip.pdf", ContentFile(b"%PDF-1.7"))
    client = signed_in(ratna.user)
    for address in (HOME, MONEY, REPORT, REPORT_FILE):
        page = text(client.get(address))
        for hers in (earned.number, payout.number, "63.750", "Dapur Ibu Siti"):
            assert hers not in page
    assert client.get(reverse("workshop:payout_proof", args=[payout.number])).status_code == 404


def test_the_report_is_text_to_send_to_copy_and_to_keep(client, earned):
    page = text(client.get(REPORT))
    line = "Rp25.000 + ongkos kirim Rp40.000 − komisi Rp1.250 = Rp63.750"
    assert line in page
    link = page.split('href="https://wa.me/?')[1].split('"')[0].replace("&amp;", "&")
    assert line in parse_qs(link)["text"][0]
    assert "data-copy=" in page
    answer = client.get(REPORT_FILE)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="uang-dapur-ibu-siti-')
    assert line in text(answer)


def test_the_report_says_debts_and_what_is_off(client, paid_straight, on_sale):
    done(paid_straight)
    cancel_order(order=bought((on_sale, 1))[0], reason="Habis", by=None)
    page = text(client.get(REPORT))
    assert "Utang ke pasar: Rp1.250" in page
    assert "= Rp0, batal" in page


def test_a_months_report_holds_the_payouts_of_that_month_only(client, siti):
    for days in (0, 40):
        a_payout(siti.seller, status="paid", paid_at=timezone.now() - timedelta(days=days))
    page = text(client.get(REPORT))
    assert "Dicairkan dalam masa ini: Rp63.750" in page
    assert "127.500" not in page


def test_another_month_has_other_orders(client, earned):
    page = text(client.get(REPORT, {"bulan": "2025-02"}))
    assert "Laporan Februari 2025" in page
    assert earned.number not in page
    assert 'value="2025-02" selected' in page
    assert earned.number not in text(client.get(REPORT_FILE, {"bulan": "2025-02"}))


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "x", "2026-1", "1999-01", "2026-01\x00", "' or 1=1"])
def test_what_is_no_month_is_not_found(client, month):
    for address in (REPORT, REPORT_FILE):
        assert client.get(address, {"bulan": month}).status_code == 404


def test_a_message_of_many_orders_stays_short(client, on_sale, monkeypatch):
    monkeypatch.setattr("sellers.views.money.LINES_IN_A_MESSAGE", 1)
    numbers = {bought((on_sale, 1))[0].number for _ in range(3)}
    page = text(client.get(REPORT))
    link = page.split('href="')[[part.startswith("https://wa.me") for part in page.split('href="')].index(True)]
    told = parse_qs(urlsplit(link.split('"')[0]).query)["text"][0]
    assert sum(number in told for number in numbers) == 1
    assert "dan 2 pesanan lain" in told


def test_a_name_with_markup_stays_words(siti, client, earned):
    siti.seller.partner.name = "<img src=x onerror=alert(1)>"
    siti.seller.partner.save()
    for address in (MONEY, REPORT):
        assert "<img src=x" not in text(client.get(address))


def test_pages_that_are_none_are_not_found(client, earned):
    for typed in ("0", "x", "2", "-1"):
        assert client.get(MONEY, {"page": typed}).status_code == 404


def test_it_costs_the_same_for_one_as_for_many(siti, client, snacks, django_assert_max_num_queries):
    product = approve_product(product=listed(siti, title="Madu", stock=50), by=None, category=snacks)
    for _ in range(3):
        done(bought((product, 1))[0])
        bought((product, 1))
    assert Entry.objects.exists()
    with django_assert_max_num_queries(32):
        client.get(MONEY)
    with django_assert_max_num_queries(24):
        client.get(REPORT)
