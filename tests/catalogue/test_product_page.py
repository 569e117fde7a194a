"""The page of one product: what it tells, where wrong addresses lead, what can be bought."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.catalogue.goods import add_picture, make_product, make_size

pytestmark = pytest.mark.django_db


def test_it_tells_price_unit_stock_maker_and_place(client: Client) -> None:
    product = make_product(
        "Madu kelulut", price=120_000, stock=7, unit_of_sale="botol", net_weight_g=1500, ingredients="madu kelulut"
    )

    page = client.get(product.get_absolute_url()).content.decode()

    assert "<h1>Madu kelulut</h1>" in page
    assert '<span class="price">Rp120.000</span> <span class="price__unit">/ botol</span>' in page
    assert "Tersisa 7 botol" in page
    assert "Ibu Siti" in page
    assert "Muara Kaman Ulu, Kec. Muara Kaman, Kutai Kartanegara" in page
    assert "1,5 kg" in page
    assert f'action="/keranjang/add/{product.pk}/"' in page
    assert 'max="7"' in page


def test_it_leads_to_the_village_and_the_shop(client: Client) -> None:
    product = make_product()

    page = client.get(product.get_absolute_url()).content.decode()

    assert 'href="/desa/64.02.11.2005/"' in page
    assert f'href="/toko/{product.seller.code}/"' in page


@pytest.mark.parametrize("slug", ["salah", "", "amplang-ikan-belida-9"])
def test_it_leads_a_wrong_slug_to_the_right_address(client: Client, slug: str) -> None:
    product = make_product()

    answer = client.get(f"/en/produk/{slug}-{product.pk}/")

    assert (answer.status_code, answer["Location"]) == (301, f"/en/produk/amplang-ikan-belida-{product.pk}/")


def test_it_leads_from_a_size_to_the_whole_product(client: Client) -> None:
    product = make_product(structure="parent", price=None)
    size = make_size(product, "100 g", 10_000)

    answer = client.get(f"/produk/100-g-{size.pk}/")

    assert (answer.status_code, answer["Location"]) == (301, product.get_absolute_url())


@pytest.mark.parametrize("number", ["0", "999999", "9" * 18, "9" * 30])
def test_it_says_404_for_what_there_is_not(client: Client, number: str) -> None:
    assert client.get(f"/produk/apa-{number}/").status_code == 404


def test_it_gives_sizes_to_choose_cheapest_first_and_none_that_is_gone(client: Client) -> None:
    product = make_product(structure="parent", price=None)
    gone = make_size(product, "50 g", 6_000, stock=0)
    large = make_size(product, "1 kg", 90_000)
    small = make_size(product, "100 g", 10_000)

    answer = client.get(product.get_absolute_url())

    assert [size.product for size in answer.context["sizes"]] == [gone, small, large]
    assert [size.is_chosen for size in answer.context["sizes"]] == [False, True, False]
    assert f'value="{gone.pk}" required disabled' in answer.content.decode()


def test_it_lets_a_script_put_the_price_of_the_chosen_size_at_its_head(client: Client) -> None:
    product = make_product(structure="parent", price=None)
    for name, price in (("1 kg", 90_000), ("100 g", 10_000)):
        make_size(product, name, price)

    page = client.get(product.get_absolute_url()).content.decode()

    assert '<span class="price__unit" data-from>mulai</span> <span class="price">Rp10.000</span>' in page
    assert "js/size_price" in page
    assert "js/size_price" not in client.get(make_product("Satu ukuran").get_absolute_url()).content.decode()


def test_it_says_what_a_maker_makes_only_where_that_is_understood(client: Client) -> None:
    product = make_product()
    type(product.producer).objects.update(makes="amplang dan kerupuk")
    address = product.get_absolute_url()

    assert "amplang dan kerupuk" in client.get(address).content.decode()
    assert "amplang dan kerupuk" not in client.get(f"/en{address}").content.decode()


def test_it_is_the_same_page_for_whoever_is_signed_in(client: Client) -> None:
    product = make_product(how_made="Digoreng pelan.", is_halal=True)
    add_picture(product)
    address = product.get_absolute_url()
    parts = []
    for cookie in ("", "1"):
        client.cookies["signed_in"] = cookie
        page = client.get(address).content.decode()
        parts.append(page[page.index("<main") : page.index("</main>")].split())

    assert parts[0] == parts[1]


def test_it_says_when_it_is_sold_out_and_offers_no_basket(client: Client) -> None:
    product = make_product(stock=0)

    page = client.get(product.get_absolute_url()).content.decode()

    assert "Habis" in page
    assert "/keranjang/add/" not in page


def test_it_counts_what_orders_have_taken(client: Client) -> None:
    product = make_product(stock=5)
    product.stockrecords.get().allocate(3)

    assert "Tersisa 2 bungkus" in client.get(product.get_absolute_url()).content.decode()


def test_it_escapes_what_sellers_write(client: Client) -> None:
    product = make_product("<script>alert(1)</script>", description="<img src=x onerror=alert(1)>manis")

    page = client.get(product.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_it_carries_a_share_card_with_a_jpeg(client: Client) -> None:
    product = make_product("Amplang", price=25_000)
    add_picture(product)

    page = client.get(product.get_absolute_url()).content.decode()

    assert '<meta property="og:title" content="Amplang, Rp25.000">' in page
    assert '<meta property="product:price:amount" content="25000">' in page
    assert 'property="og:image" content="http://testserver/media/images/' in page
    assert ".jpg" in page.split('property="og:image" content="')[1].split('"')[0]


def test_it_writes_nothing_and_sets_no_history_cookie(client: Client) -> None:
    product = make_product()

    answer = client.get(product.get_absolute_url())

    assert "oscar_history" not in answer.cookies


def test_it_names_a_size_after_its_product_in_a_basket() -> None:
    product = make_product("Amplang", structure="parent", price=None)

    assert make_size(product, "250 g", 25_000).get_title() == "Amplang, 250 g"
    assert make_size(product, "Amplang pedas", 25_000).get_title() == "Amplang pedas"
    assert make_size(product, "", 25_000).get_title() == "Amplang"
    assert product.get_title() == "Amplang"
