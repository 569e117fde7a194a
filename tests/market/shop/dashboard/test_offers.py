"""An offer is made with who bears it; one without is not applied, and the desk says why."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from market.settlement.models import Funding
from market.shop.partner.models import Partner
from tests.cast import sign_in
from tests.market.settlement.desk import a_keeper
from tests.market.shop.goods import make_shop
from tests.market.shop.test_offers import ConditionalOffer, Range, make_offer, make_unborne_offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    return sign_in(client, a_keeper())


@pytest.fixture
def shop() -> Partner:
    return make_shop()


def walk(desk: Client, **last: Any) -> Any:
    """Go through the four steps; return the answer to the last."""
    everything = Range.objects.create(name="Semua", includes_all_products=True).pk
    steps: list[tuple[str, dict[str, Any]]] = [
        ("metadata", {"name": "Panen raya", "offer_type": "Site"}),
        ("benefit", {"range": everything, "type": "Percentage", "value": "10"}),
        ("condition", {"range": everything, "type": "Count", "value": "1"}),
    ]
    for name, answers in steps:
        assert desk.post(reverse(f"dashboard:offer-{name}"), answers).status_code == 302, name
    return desk.post(reverse("dashboard:offer-restrictions"), {"priority": "0", "exclusive": "on", **last})


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        ({"bearer": "marketplace"}, ("marketplace", False, 100)),
        ({"bearer": "seller", "marketplace_percent": "30"}, ("seller", True, 0)),
        ({"bearer": "shared", "marketplace_percent": "30"}, ("shared", True, 30)),
    ],
)
def test_it_is_kept_with_who_bears_it(desk: Client, shop: Partner, answers: dict[str, str], kept: Any) -> None:
    assert walk(desk, partner=shop.pk, **answers).status_code == 302
    funding = Funding.objects.get(offer__name="Panen raya")
    assert (funding.bearer, funding.partner == shop, funding.marketplace_percent) == kept
    assert "Belum berlaku" not in desk.get(reverse("dashboard:offer-list")).content.decode()


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, "Pilih siapa yang menanggung"),
        ({"bearer": "seller"}, "Pilih toko yang menanggung"),
        ({"bearer": "shared", "partner": "1", "marketplace_percent": "100"}, "1 sampai 99"),
    ],
)
def test_it_is_not_kept_before_that_is_said(desk: Client, shop: Partner, answers: dict[str, str], words: str) -> None:
    if "partner" in answers:
        answers = {**answers, "partner": str(shop.pk)}
    answer = walk(desk, **answers)
    assert words in answer.content.decode()
    assert not ConditionalOffer.objects.exists()


def test_one_that_nobody_bears_is_named_with_the_reason_until_it_is_said(desk: Client) -> None:
    offer = make_unborne_offer("Percentage", 10)
    page = desk.get(reverse("dashboard:offer-list")).content.decode()
    assert "Belum berlaku" in page
    step = reverse("dashboard:offer-restrictions", kwargs={"pk": offer.pk})
    assert step in page
    assert "1 potongan harga yang belum berlaku" in desk.get("/kelola/uang/").content.decode()

    desk.post(step, {"priority": "0", "exclusive": "on", "bearer": "marketplace"})

    assert Funding.objects.get().offer == offer
    assert "belum berlaku" not in desk.get("/kelola/uang/").content.decode()


def test_the_money_desk_names_who_bears_it_too(desk: Client, shop: Partner) -> None:
    offer = make_unborne_offer("Percentage", 10)
    address = "/kelola/uang/potongan/new/"
    told = {"offer": offer.pk, "bearer": "seller", "partner": "", "marketplace_percent": ""}
    assert "Pilih toko yang menanggung" in desk.post(address, told).content.decode()
    assert desk.post(address, {**told, "partner": shop.pk}).status_code == 302
    funding = Funding.objects.get()
    assert (funding.partner, funding.marketplace_percent) == (shop, 0)


def test_the_money_desk_says_where_an_offer_is_made(desk: Client) -> None:
    for address in ("/kelola/uang/potongan/", "/kelola/uang/potongan/new/"):
        page = desk.get(address).content.decode()
        assert reverse("dashboard:offer-list") in page
        assert reverse("dashboard:range-list") in page


@pytest.mark.parametrize(
    ("name", "words", "english"),
    [
        ("voucher-create", "Huruf besar atau kecil sama saja", "Which offers apply"),
        ("voucher-list", "Buat kode voucer", "Voucher Search Results"),
        ("offer-metadata", "Lanjut ke langkah 2", "step 2"),
        ("range-create", "Kelompok produk", "baris"),
    ],
)
def test_its_pages_are_indonesian(desk: Client, name: str, words: str, english: str) -> None:
    page = desk.get(reverse(f"dashboard:{name}")).content.decode()
    assert words in page
    assert english not in page


@pytest.mark.parametrize(
    ("by_market", "words"),
    [(100, "pasar"), (0, "toko Dapur Bu Ros"), (30, "pasar 30 %, toko Dapur Bu Ros 70 %"), (None, "belum berlaku")],
)
def test_a_voucher_says_who_bears_it_where_it_is_made_and_where_it_is_read(
    desk: Client, by_market: int | None, words: str
) -> None:
    if by_market is None:
        offer = make_unborne_offer("Percentage", 10, "Voucher")
    else:
        seller = make_shop("Dapur Bu Ros") if by_market < 100 else None
        offer = make_offer("Percentage", 10, "Voucher", seller=seller, by_market=by_market)
    for name in ("voucher-create", "voucher-set-create"):
        assert f"{offer.name} (ditanggung: " in desk.get(reverse(f"dashboard:{name}")).content.decode()
        assert words in desk.get(reverse(f"dashboard:{name}")).content.decode()

    told = {"name": "Panen", "code": "panen", "usage": "Single use", "offers": offer.pk}
    days = {"start_datetime": "2026-01-01 00:00", "end_datetime": "2027-01-01 00:00"}
    assert desk.post(reverse("dashboard:voucher-create"), {**told, **days}).status_code == 302

    voucher = offer.vouchers.get(code="PANEN")
    page = desk.get(reverse("dashboard:voucher-stats", kwargs={"pk": voucher.pk})).content.decode()
    assert f"{offer.name}: " in page
    assert words in page
