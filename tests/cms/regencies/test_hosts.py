"""A regency's host shows its pages and nothing else; shop, account and office are on the main host."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.models import FormPage, HomePage
from market.accounts.models import User
from market.pagecache.shelf import KNOWN_HOSTS, SHELF, SIDE_SHELF
from tests.cms.conftest import make_picture
from tests.cms.regencies.conftest import KUKAR, KUTIM, MAIN, At, Regencies
from tests.market.pagecache.conftest import begin_anew

LINK = re.compile(r' (?:href|action|formaction)="([^"]*)"')
OWN = ["/", "/en/", "/cerita/", "/en/cerita/", "/wisata/", "/acara/", "/rute/", "/desa/", "/pembuat/", "/opd/"]


@pytest.mark.parametrize("address", OWN)
def test_it_answers_in_both_languages_with_its_own_name(kukar: At, address: str) -> None:
    text = kukar.text(address)
    assert "Kutai Kartanegara" in text
    assert ("Upper Mahakam" if address.startswith("/en/") else "Hulu Mahakam") in text


@pytest.mark.parametrize("address", OWN)
def test_every_link_to_the_shop_is_whole_and_every_other_one_works(kukar: At, address: str) -> None:
    for link in LINK.findall(kukar.text(address)):
        if link.startswith("/static/") or link.startswith("#") or link.startswith("data:"):
            continue
        if link.startswith("/"):
            assert kukar.get(link).status_code in (200, 405), link
        else:
            assert link.startswith((f"http://{MAIN}/", f"http://{KUKAR}/")), link


def test_it_has_its_own_colours_arms_and_menu(
    client: Client, main: At, regencies: Regencies, own_folders: Path
) -> None:
    kutim = At(client, KUTIM)
    home = HomePage.objects.get(regency="64.08", locale__language_code="id")
    home.arms = make_picture("Lambang Kutai Timur")
    home.save_revision().publish()
    text = kutim.text("/")
    assert re.search(r'<link rel="stylesheet" href="[^"]*css/colours/danau[^"]*\.css"', text)
    assert "regency-brand__arms" in text
    menu = text.split('class="site-nav__list"')[1].split("</ul>")[0]
    assert re.findall(r'href="([^"]*)"', menu)[:2] == ["/cerita/", "/wisata/"]
    assert "css/colours/" not in main.text("/")


def test_it_shows_its_own_stories_only_and_the_market_shows_all(kukar: At, main: At, regencies: Regencies) -> None:
    own = kukar.text("/cerita/")
    assert regencies.kukar.title in own
    assert regencies.kutim.title not in own
    assert regencies.kotim.title not in own
    everything = main.text("/cerita/")
    for story in (regencies.kukar, regencies.kutim, regencies.kotim):
        assert f'href="{story.full_url}"' in everything


def test_its_home_shows_its_own_and_the_markets_home_all(kukar: At, main: At, regencies: Regencies) -> None:
    own, markets = kukar.text("/"), main.text("/")
    for name in ("Cerita", "Danau"):
        assert f"{name} Muara Kaman Ulu" in own
        assert f"{name} Sangatta Utara" not in own
        assert f"{name} Sangatta Utara" in markets


@pytest.mark.parametrize(
    "path",
    ["/produk/", "/en/produk/", "/keranjang/", "/akun/", "/akun/masuk/?next=/jual/", "/cari/?q=a%20b&urut=x", "/jual/",
     "/kelola/", "/bayar/", "/desa/64.02.06.2001/", "/toko/x/", "/pesanan/rahasia/", "/syarat/", "/en/tentang/",
     "/produk.xml", "/api/v1/products/", "/p/7Q3KD2MX/", "/produk/x-1/?dari=34"],
)  # fmt: skip
def test_a_shop_address_is_led_to_the_main_host_with_all_that_was_asked(kukar: At, path: str) -> None:
    answer = kukar.get(path)
    assert (answer.status_code, answer["Location"]) == (302, f"http://{MAIN}{path}")


@pytest.mark.parametrize("path", ["//evil.example/produk/", "/\\evil.example/", "/produk//evil.example/"])
def test_it_leads_nowhere_else(kukar: At, path: str) -> None:
    answer = kukar.get(path)
    assert answer.status_code == 404 or answer["Location"].startswith((f"http://{MAIN}/", "/"))
    assert not answer.get("Location", "/x").startswith("//")


@pytest.mark.parametrize("path", ["/keranjang/", "/akun/masuk/", "/hooks/stripe/", "/kelola/pages/1/edit/"])
def test_what_is_sent_to_a_shop_address_goes_nowhere(kukar: At, path: str) -> None:
    answer = kukar.post(path, {"quantity": "1"})
    assert answer.status_code == 421
    assert f"http://{MAIN}" in answer.content.decode()
    assert not answer.cookies


def test_nobody_is_signed_in_there_and_nothing_is_kept_of_anybody(client: Client, kukar: At) -> None:
    client.force_login(User.objects.create_superuser("+6281277700098"))
    for path in ("/", "/cerita/", "/tidak-ada/"):
        answer = kukar.get(path)
        assert "Keluar" not in answer.content.decode()
        assert not answer.cookies, path


FORM = "Daftar kursus menganyam di balai desa."


def test_a_form_below_its_home_works_without_a_session(client: Client, kukar: At, regencies: Regencies) -> None:
    home = HomePage.objects.get(regency="64.02", locale__language_code="id")
    form = home.add_child(instance=FormPage(title="Daftar kursus", lead=FORM, slug="kursus", locale=home.locale))
    form.save_revision().publish()
    strict = Client(enforce_csrf_checks=True)
    page = At(strict, KUKAR).get("/kursus/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())
    assert set(page.cookies) == {"csrftoken"}
    assert token
    sent = At(strict, KUKAR).post("/kursus/", {"csrfmiddlewaretoken": token[1]})
    assert (sent.status_code, set(sent.cookies) - {"csrftoken"}) == (200, set())


def test_the_policy_lets_its_search_go_to_the_main_host(kukar: At) -> None:
    policy = kukar.get("/")["Content-Security-Policy"]
    assert f"form-action 'self' http://127.0.0.1:8001 http://{MAIN}" in policy
    assert "style-src 'self'" in policy.split("; ")


def test_the_saving_of_data_is_chosen_there_too(kukar: At) -> None:
    answer = kukar.post(
        reverse("save_data"), {"saves": "1", "next": "/cerita/"}, headers={"origin": f"http://{KUKAR}"}
    )
    assert (answer.status_code, answer["Location"], set(answer.cookies)) == (302, "/cerita/", {"hemat"})


def test_another_origin_may_not_send_forms_to_the_main_host(main: At) -> None:
    strict = At(Client(enforce_csrf_checks=True), MAIN)
    answer = strict.post(reverse("save_data"), {"saves": "1"}, headers={"origin": f"http://{KUKAR}"})
    assert answer.status_code == 403


def test_its_pages_are_kept_as_those_of_the_main_host(kukar: At, settings: Any, client: Client) -> None:
    settings.PAGE_CACHE = "memory"
    for shelf in (SHELF, SIDE_SHELF):
        shelf.clear()
    KNOWN_HOSTS.clear()
    first = kukar.text("/cerita/")
    assert (len(SHELF), len(SIDE_SHELF)) == (1, 0)
    assert kukar.text("/cerita/") == first
    At(client, "kukar.localhost:4711").text("/cerita/")
    At(client, "lain.localhost").text("/cerita/")
    assert (len(SHELF), len(SIDE_SHELF)) == (1, 2)
    begin_anew()
    Page.objects.filter(storypage__regency="64.02", locale__language_code="id").update(title="Judul baru")
    assert "Judul baru" in kukar.text("/cerita/")
    for shelf in (SHELF, SIDE_SHELF):
        shelf.clear()


@pytest.mark.parametrize(("address", "most"), [("/", 12), ("/cerita/cerita-muara-kaman-ulu/", 15)])
def test_it_asks_the_database_no_more_than_the_market_does(
    kukar: At, django_assert_max_num_queries: Any, address: str, most: int
) -> None:
    kukar.text(address)
    with django_assert_max_num_queries(most):
        kukar.text(address)


@pytest.mark.parametrize("address", ["/", "/produk/"])
def test_the_main_host_asks_nothing_more(main: At, address: str, django_assert_max_num_queries: Any) -> None:
    main.text(address)
    with django_assert_max_num_queries(12) as asked:
        main.text(address)
    assert not [query for query in asked.captured_queries if "hostname" in query["sql"] and address == "/produk/"]
