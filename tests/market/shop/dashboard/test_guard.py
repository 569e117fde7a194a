"""The staff's shop desk: every address tried as everybody; reading works, changing past the ledger does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, reverse
from django.utils import timezone
from oscar.apps.voucher.models import Voucher, VoucherSet

from catalogue.models import Category
from market.accounts.models import User
from market.accounts.roles import EDITOR, OPERATOR, appoint
from market.shop.checkout.actions import place_order_group
from market.shop.dashboard.guard import CATEGORIES, EVERYWHERE, OFFERS, REGENCY, WRITTEN
from market.shop.offer.models import Benefit, Condition, ConditionalOffer, Range
from market.shop.order.actions import refund_order
from market.shop.order.models import Order
from tests.cast import sign_in
from tests.market.shop.goods import make_basket, make_buyer, make_product, make_shop, make_village, pay_up


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


ALL = sorted(set(names(apps.get_app_config("dashboard").urls[0])))


def address_of(name: str, known: dict[str, Any]) -> str:
    """Return an address of the desk with rows that exist, as far as they do."""
    row = next((pk for prefix, pk in known["rows"].items() if name.startswith(prefix)), 1)
    for arguments in (
        {},
        {"pk": row},
        {"number": known["number"]},
        {"number": known["number"], "line_id": known["line"]},
        {"number": known["number"], "note_id": 1},
        {"parent": 1},
        {"parent_pk": 1},
        {"slug": "barang"},
        {"partner_pk": 1},
        {"partner_pk": 1, "user_pk": 1},
        {"method_pk": 1, "pk": 1},
    ):
        try:
            return reverse(f"dashboard:{name}", kwargs=arguments)
        except NoReverseMatch:
            continue
    raise AssertionError(name)


@pytest.fixture
def shop(db):
    return make_shop()


@pytest.fixture
def known(shop) -> dict[str, Any]:
    """One product, one order and one category."""
    product = make_product(shop)
    basket = make_basket((product, 1))
    order = Order.objects.create(number="PH-1", basket=basket, currency="IDR", total_incl_tax=25_000,
                                 total_excl_tax=25_000, status="paid")  # fmt: skip
    line = order.lines.create(partner=shop, partner_name=shop.name, title=product.title, product=product,
                              stockrecord=product.stockrecords.get(), quantity=1, num_allocated=0,
                              line_price_incl_tax=25_000,
                              line_price_excl_tax=25_000, line_price_before_discounts_incl_tax=25_000,
                              line_price_before_discounts_excl_tax=25_000, unit_price_incl_tax=25_000)  # fmt: skip
    category = Category.get_root_nodes().first() or Category.add_root(name="Makanan", slug="makanan")
    rows = {"catalogue-category": category.pk, "catalogue-product": product.pk, **make_offers(category)}
    return {"product": product, "rows": rows, "number": order.number, "line": line.pk, "order": order}


def make_offers(category: Category) -> dict[str, int]:
    """Make one offer of each kind; return their keys by the beginning of their addresses' names."""
    goods = Range.objects.create(name="Semua", includes_all_products=True)
    percent = Benefit.objects.create(type="Percentage", value=10, range=goods)
    anything = Condition.objects.create(type="Count", value=1, range=goods)
    offer = ConditionalOffer.objects.create(name="Promo", benefit=percent, condition=anything)
    day = {"start_datetime": datetime(2026, 1, 1, tzinfo=UTC), "end_datetime": datetime(2027, 1, 1, tzinfo=UTC)}
    several = VoucherSet.objects.create(name="Paket", code_length=6, count=0, **day)
    voucher = Voucher.objects.create(name="Hulu", code="HULU", **day)
    voucher.offers.add(offer)
    return {"offer": offer.pk, "range": goods.pk, "voucher-set": several.pk, "voucher": voucher.pk}


def person(phone: str, **post: Any) -> User:
    user = User.objects.create_user(phone, first_name="Petugas")
    if post:
        appoint(user=user, **post)
    return user


@pytest.fixture
def staff(client, db) -> Client:
    sign_in(client, person("+628120007777", role=OPERATOR))
    return client


def test_it_says_of_each_address_what_may_be_done(db):
    assert set(ALL) >= REGENCY | EVERYWHERE | WRITTEN


@pytest.mark.parametrize("who", ["nobody", "buyer", "seller", "editor", "partner with dashboard access"])
def test_it_opens_to_nobody_but_staff(client, known, shop, who):
    user = {
        "nobody": lambda: None,
        "buyer": lambda: person("+628120007001"),
        "seller": lambda: shop.users.first(),
        "editor": lambda: person("+628120007002", role=EDITOR),
        "partner with dashboard access": lambda: shop.users.first(),
    }[who]()
    if who.startswith("partner"):
        user.user_permissions.add(Permission.objects.get(codename="dashboard_access"))
    if user:
        sign_in(client, user)
    for name in ALL:
        for answer in (client.get(address_of(name, known)), client.post(address_of(name, known))):
            assert answer.status_code == (403 if user else 302), name


def test_it_breaks_nowhere(staff, known):
    for name in ALL:
        answer = staff.get(address_of(name, known))
        opened = name in REGENCY | EVERYWHERE
        assert answer.status_code in ({200, 302, 404, 405} if opened else {403}), name


def test_it_changes_nothing_past_the_guard_and_the_ledger(staff, known):
    closed = [name for name in ALL if name not in WRITTEN]
    for name in closed:
        answer = staff.post(
            address_of(name, known), {"order_action": "change_order_status", "new_status": "cancelled"}
        )
        assert answer.status_code in {403, 405}, name
        assert "lewat layar petugas" in answer.content.decode(), name
    known["order"].refresh_from_db()
    assert known["order"].status == "paid"


def test_it_shows_an_order_and_its_line(staff, known):
    text = staff.get(reverse("dashboard:order-detail", kwargs={"number": "PH-1"})).content.decode()
    assert "Rp25.000" in text
    assert "sudah dibayar" in text
    assert "PH-1" in staff.get(reverse("dashboard:order-list"), {"order_number": "ph"}).content.decode()
    address = reverse("dashboard:order-line-detail", kwargs={"number": "PH-1", "line_id": known["line"]})
    assert known["product"].title in staff.get(address).content.decode()


@pytest.fixture
def elsewhere(client, known) -> Client:
    regency = make_village("64.08.03.2001", "Sangatta Utara", "Sangatta").district.regency
    sign_in(client, person("+628120007778", role=OPERATOR, regency=regency))
    return client


def test_it_shows_an_officer_only_the_own_regency(elsewhere, known):
    lists = ("index", "order-list", "order-stats", "catalogue-product-list")
    for name in lists:
        text = elsewhere.get(reverse(f"dashboard:{name}")).content.decode()
        assert known["number"] not in text, name
        assert known["product"].title not in text, name
    for name in ("order-detail", "order-line-detail", "catalogue-product"):
        address = address_of(name, known)
        assert elsewhere.get(address).status_code == 404, name
        assert elsewhere.post(address).status_code in {404, 405}, name


def test_it_leaves_what_is_shared_to_the_central_office(elsewhere, known):
    for name in OFFERS | CATEGORIES:
        assert elsewhere.get(address_of(name, known)).status_code == 403, name


def test_it_shows_an_officer_what_is_of_the_own_regency(client, known, shop):
    sign_in(client, person("+628120007779", role=OPERATOR, regency=shop.village.district.regency))
    assert "PH-1" in client.get(reverse("dashboard:order-list")).content.decode()
    assert known["product"].title in client.get(reverse("dashboard:catalogue-product-list")).content.decode()


def test_it_asks_the_network_for_nothing(staff, known):
    for name in ("index", "catalogue-product-list", "offer-list"):
        text = staff.get(reverse(f"dashboard:{name}")).content.decode()
        assert "//ajax." not in text
        assert 'src="http' not in text


def test_it_leads_back_to_the_office(staff):
    assert 'href="/kelola/"' in staff.get("/kelola/toko/").content.decode()


def test_its_worth_is_what_was_paid(staff, known):
    """Neither an order that nobody paid, nor one whose cash is still to come, nor what went back."""
    group = place_order_group(
        basket=make_basket((known["product"], 1)), buyer=make_buyer(), choices={}, now=timezone.now()
    )
    pay_up(group)
    paid = group.members.get().order
    refund_order(order=paid, amount=10_000, reason="Pecah", key="k", by=None)
    for address, name in (("/kelola/toko/", "revenue"), (reverse("dashboard:order-stats"), "total_revenue")):
        assert staff.get(address).context[name] == paid.total_incl_tax - 10_000
