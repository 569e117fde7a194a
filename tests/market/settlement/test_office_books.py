"""/kelola/uang/: the books and what is held back, for those who keep them and nobody else."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from market.accounts.models import User
from market.accounts.roles import EDITOR, OPERATOR, appoint
from market.ledger.actions import Posting, record_journal
from market.ledger.models import Entry, Journal
from market.notify.models import Message
from market.outbox.models import Effect
from market.settlement import accounts
from market.settlement.models import OrderGroup, Payment
from market.settlement.office import books
from market.shop.checkout.actions import place_order_group
from market.shop.order.actions.money import _take_standing
from market.shop.order.models import Order
from tests.cast import sign_in
from tests.market.shop.goods import captured, make_basket, make_buyer, make_product, make_shop, make_village, pay_up
from tests.market.shop.ways import bank_account

pytestmark = pytest.mark.django_db
PAGES = ["/kelola/uang/", "/kelola/uang/buku/", "/kelola/uang/ditahan/", "/kelola/uang/buku/akun/held/"]


@pytest.fixture
def keeper() -> User:
    person = User.objects.create_user("+6281288880001", first_name="Nur")
    appoint(user=person, role=OPERATOR)
    return person


@pytest.fixture
def desk(client: Client, keeper: User) -> Client:
    sign_in(client, keeper)
    return client


@pytest.fixture
def group() -> OrderGroup:
    goods = [(make_product(make_shop(name)), 1) for name in ("Dapur Bu Ros", "Madu Pak Udin")]
    return place_order_group(basket=make_basket(*goods), buyer=make_buyer(), choices={}, now=timezone.now())


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_ledger_shows_a_zero_sum_and_every_account(desk: Client, group: OrderGroup) -> None:
    pay_up(group)

    page = read(desk, "/kelola/uang/buku/")

    assert "gateway:stripe" in page
    assert "held" in page
    assert "<strong>Rp0</strong>" in page
    assert "seperti seharusnya" in read(desk, "/kelola/uang/")


def test_an_order_is_followed_through_its_journals(desk: Client, group: OrderGroup) -> None:
    pay_up(group)
    number = Order.objects.filter(membership__group=group).earliest("pk").number

    page = read(desk, f"/kelola/uang/buku/?q={number}")

    assert "Uang pembeli" in page
    assert page.count("money-desk__journal") == Journal.objects.about(number).count() == 1
    assert "Tidak ada jurnal" in read(desk, "/kelola/uang/buku/?q=%00PS-NONE")


def test_an_account_shows_its_journals(desk: Client, group: OrderGroup) -> None:
    pay_up(group)

    page = read(desk, "/kelola/uang/buku/akun/gateway:stripe/")

    assert page.count("money-desk__journal") == 2
    assert page.count("pembeli membayar <small>(payment)</small>") == 2
    assert desk.get("/kelola/uang/buku/akun/nothing/").status_code == 404


def test_the_files_carry_every_entry_and_no_formula(desk: Client, group: OrderGroup) -> None:
    pay_up(group)
    from market.ledger.actions import AccountName
    from market.ledger.models import Kind

    record_journal(
        key="evil",
        kind="adjustment",
        about="=1+1",
        memo="=cmd|calc",
        happened_at=timezone.now(),
        postings=[Posting(AccountName("a", "A", Kind.ASSET), 5), Posting(AccountName("b", "B", Kind.LIABILITY), -5)],
    )
    today = timezone.localdate().isoformat()
    query = f"first={today}&last={today}"

    text = read(desk, f"/kelola/uang/buku/unduh/csv/?{query}")
    book = load_workbook(BytesIO(desk.get(f"/kelola/uang/buku/unduh/xlsx/?{query}").content))

    rows = list(book.active.iter_rows(values_only=True))
    assert len(rows) - 1 == text.strip().count("\r\n") == 6
    assert sum(row[8] for row in rows[1:]) == sum(row[9] for row in rows[1:]) == group.total + 5
    assert {row[3] for row in rows[1:]} == {"pembeli membayar", "adjustment"}
    assert ",=" not in text
    assert not any(cell.data_type == "f" for row in book.active for cell in row)


@pytest.mark.parametrize("query", ["", "first=x&last=y", "first=2026-02-01&last=2026-01-01"])
def test_a_period_that_is_none_is_asked_again(desk: Client, query: str) -> None:
    response = desk.get(f"/kelola/uang/buku/unduh/csv/?{query}")

    assert response.status_code == 400
    assert "Sampai tanggal" in response.content.decode()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_is_never_cut_short(
    desk: Client, group: OrderGroup, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pay_up(group)
    today, entries = timezone.localdate(), Entry.objects.count()
    address = f"/kelola/uang/buku/unduh/{form}/?first={today}&last={today}"
    monkeypatch.setattr(books, "LARGEST_EXPORT", entries)
    assert desk.get(address).status_code == 200

    monkeypatch.setattr(books, "LARGEST_EXPORT", entries - 1)
    answer = desk.get(address)

    assert answer.status_code == 400
    assert "Pilih masa yang lebih pendek" in answer.content.decode()


def test_a_held_payment_is_shown_alerted_and_let_go(desk: Client, group: OrderGroup) -> None:
    payment, now = group.payments.get(), timezone.now()
    _take_standing("stripe", captured(payment, amount=payment.amount - 1), now, now)
    payment.refresh_from_db()
    assert payment.status == Payment.Status.QUARANTINED
    assert Message.objects.filter(template="money_alert").count() == 1

    assert group.number in read(desk, "/kelola/uang/ditahan/")
    assert "tidak menjawab" in read(desk, f"/kelola/uang/ditahan/{payment.pk}/")
    assert "Tulis apa" in desk.post(f"/kelola/uang/ditahan/{payment.pk}/", {"note": " "}).content.decode()
    desk.post(f"/kelola/uang/ditahan/{payment.pk}/", {"note": "Salah catat, sudah dicek"})

    payment.refresh_from_db()
    assert payment.status == Payment.Status.WAITING
    assert "Salah catat" in payment.note
    assert Effect.objects.filter(kind="payment.news").count() == 1
    assert desk.post(f"/kelola/uang/ditahan/{payment.pk}/", {"note": "lagi"}).status_code == 404


@pytest.mark.parametrize("who", ["guest", "buyer", "editor", "post of one regency"])
@pytest.mark.parametrize("address", PAGES)
def test_nobody_else_sees_the_books(client: Client, who: str, address: str) -> None:
    person = User.objects.create_user("+6281288880002", first_name="Tono")
    if who == "editor":
        appoint(user=person, role=EDITOR)
    if who == "post of one regency":
        appoint(user=person, role=OPERATOR, regency=make_village().district.regency)
    if who != "guest":
        sign_in(client, person)

    response: Any = client.get(address)

    assert response.status_code in (302, 403)
    assert b"Neraca" not in response.content


def test_the_books_take_few_queries(desk: Client, group: OrderGroup, django_assert_max_num_queries: Any) -> None:
    pay_up(group)
    read(desk, "/kelola/uang/buku/")
    with django_assert_max_num_queries(24):  # most of them Wagtail's own
        read(desk, "/kelola/uang/buku/akun/held/")


def test_a_page_is_named_after_the_market_and_leads_back(desk: Client) -> None:
    page = desk.get("/kelola/uang/mutasi/").content.decode()

    assert "<title>Mutasi bank - Pasar Hulu</title>" in page
    assert '<p><a href="/kelola/uang/">Uang</a></p>' in page
    assert "Tanggal;Keterangan;Debet;Kredit" in page


def test_the_operators_bank_is_called_by_its_name(desk: Client) -> None:
    bank = bank_account(None)
    postings = [Posting(accounts.place(bank.code), 5), Posting(accounts.SUSPENSE, -5)]
    record_journal(key="k", kind="payment", about="PS-1", memo="", happened_at=timezone.now(), postings=postings)

    for address in ("/kelola/uang/buku/", f"/kelola/uang/buku/akun/{bank.code}/"):
        assert str(bank) in read(desk, address)
