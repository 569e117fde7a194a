"""/toko/ and /desa/: what buyers see."""

from __future__ import annotations

import pytest
from django.utils import timezone

from sellers.actions import approve_product
from sellers.models import Seller
from tests.sellers.conftest import listed, made_village

pytestmark = pytest.mark.django_db


def page_of(response):
    return response.content.decode()


def test_a_shop_shows_who_where_and_what(client, siti, on_sale):
    Seller.objects.update(about="Kami tiga bersaudara.")
    page = page_of(client.get("/toko/dapur-ibu-siti/"))
    for word in ("Dapur Ibu Siti", "Siti Aminah", "Muara Kaman Ulu, Kec. Muara Kaman", "tiga bersaudara", "Rp25.000"):
        assert word in page
    assert siti.phone not in page


def test_a_shop_shows_only_what_is_on_sale(client, siti, on_sale):
    listed(siti, title="Kerupuk rahasia")
    assert "Kerupuk rahasia" not in page_of(client.get("/toko/dapur-ibu-siti/"))


@pytest.mark.parametrize("status", ["waiting", "rejected", "suspended"])
def test_a_shop_that_is_not_open_is_not_there(client, siti, status):
    Seller.objects.update(status=status)
    assert client.get("/toko/dapur-ibu-siti/").status_code == 404
    assert "Siti Aminah" not in page_of(client.get(f"/desa/{siti.village_id}/"))


def test_a_closed_account_is_not_there(client, siti):
    siti.seller.partner.is_open = False
    siti.seller.partner.save()
    assert client.get("/toko/dapur-ibu-siti/").status_code == 404


def test_a_village_shows_its_makers_and_goods(client, siti, on_sale, ratna):
    page = page_of(client.get(f"/desa/{siti.village_id}/"))
    for word in ("Muara Kaman Ulu", "Kec. Muara Kaman", "Kutai Kartanegara", "Siti Aminah", "Amplang ikan pipih"):
        assert word in page
    assert "Ratna" not in page
    assert "noindex" not in page


def test_a_village_without_sellers_is_friendly_and_not_indexed(client):
    made_village("64.02.05.2009", "Sabintulung", "Muara Kaman", "Kabupaten Kutai Kartanegara")
    answer = client.get("/desa/64.02.05.2009/")
    assert answer.status_code == 200
    assert "Jadilah yang pertama" in page_of(answer)
    assert "noindex" in page_of(answer)


def test_a_retired_or_unknown_village_is_not_there(client, muara_kaman):
    muara_kaman.retired_at = timezone.now()
    muara_kaman.save()
    for code in (muara_kaman.code, "99.99.99.9999", "64", "x", "%00", "6" * 40):
        assert client.get(f"/desa/{code}/").status_code == 404


def test_both_exist_in_english(client, siti, on_sale):
    for address in ("/en/toko/dapur-ibu-siti/", f"/en/desa/{siti.village_id}/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert 'lang="en"' in page_of(answer)


def test_pages_cost_the_same_for_one_as_for_many(client, siti, on_sale, snacks, django_assert_max_num_queries):
    for number in range(5):
        approve_product(product=listed(siti, title=f"Amplang {number} rasa"), by=None, category=snacks)
    for address in ("/toko/dapur-ibu-siti/", f"/desa/{siti.village_id}/"):
        client.get(address)
        with django_assert_max_num_queries(16):
            assert page_of(client.get(address)).count("product-card__name") == 6
