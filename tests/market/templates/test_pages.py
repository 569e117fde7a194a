"""What holds on every page of the shop window: one heading, labelled inputs, nothing inline, both languages."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from django.test import Client

from tests.catalogue.goods import add_picture, make_category, make_product, make_size

pytestmark = pytest.mark.django_db

OURS = ("http://testserver/", "data:image/svg+xml")


class Page(HTMLParser):
    """Collects what the tests ask about."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {**dict(attrs), "within": " ".join(self.open)}))
        if tag not in {"meta", "link", "img", "input", "br", "hr", "path", "circle"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def of(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in names]


@pytest.fixture
def addresses() -> list[str]:
    camilan = make_category("Camilan", "Snacks")
    sizes = make_product("Amplang", structure="parent", price=None, category=camilan)
    make_size(sizes, "100 g", 10_000)
    add_picture(sizes)
    add_picture(sizes)
    plain = make_product("Keripik", category=camilan)
    return [
        "/produk/",
        "/kategori/camilan/",
        "/cari/",
        "/cari/?q=amplang",
        "/cari/?q=tidakada",
        sizes.get_absolute_url(),
        plain.get_absolute_url(),
        "/produk/hilang-99/",
    ]


@pytest.fixture
def pages(client: Client, addresses: list[str]) -> dict[str, str]:
    both = [*addresses, *(f"/en{address}" for address in addresses)]
    return {address: client.get(address).content.decode() for address in both}


def test_it_has_one_h1_and_headings_in_order(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        levels = [int(tag[1]) for tag, _ in Page(html).tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels.count(1) == 1, address
        assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False)), (address, levels)


def test_it_labels_every_input(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        page = Page(html)
        labelled = {label.get("for") for label in page.of("label")}
        for field in page.of("input", "select", "textarea"):
            is_labelled = field.get("id") in labelled or "label" in str(field["within"]).split()
            assert field.get("type") == "hidden" or is_labelled, (address, field)


def test_it_gives_every_picture_words_and_a_size(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        for picture in Page(html).of("img"):
            assert {"alt", "width", "height"} <= set(picture), (address, picture)


def test_it_has_nothing_inline(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        for tag, attributes in Page(html).tags:
            assert not any(name == "style" or name.startswith("on") for name in attributes), (address, tag)
            assert tag != "style", address
            is_data = attributes.get("type") == "application/ld+json"  # read by search engines, run by nobody
            assert tag != "script" or attributes.get("src") or is_data, address
            assert not str(attributes.get("href") or "").startswith("javascript:"), address


def test_it_uses_no_id_twice(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        ids = [attributes["id"] for _, attributes in Page(html).tags if attributes.get("id")]
        assert len(ids) == len(set(ids)), (address, ids)


def test_it_asks_nobody_else_for_anything(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        asked = [each.get("src") or each.get("href") for each in Page(html).of("img", "script", "link")]
        assert not [url for url in asked if url and "//" in url and not url.startswith(OURS)], address


def test_it_says_its_language_and_leads_to_the_other(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        here, there = ("en", "id") if address.startswith("/en/") else ("id", "en")
        page = Page(html)
        assert page.of("html")[0]["lang"] == here, address
        assert [link["hreflang"] for link in page.of("a") if link.get("hreflang")] == [there], address


def test_it_keeps_the_query_when_the_language_changes(client: Client) -> None:
    html = client.get("/cari/?q=madu").content.decode()

    assert 'href="/en/cari/?q=madu"' in html
    assert 'hreflang="id" href="http://testserver/cari/?q=madu"' in html


def test_it_never_breaks_a_price(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        for price in re.finditer(r"Rp[\d.]+", html.split("<body>")[1]):
            assert html.split("<body>")[1][: price.start()].endswith('<span class="price">'), address


def test_it_has_error_pages_that_need_nothing() -> None:
    html = render_to_string("500.html")

    assert "Ada yang rusak" in html
    assert 'lang="en"' in html


def test_it_answers_what_cannot_be_read_in_plain_words() -> None:
    visitor = Client(enforce_csrf_checks=True)
    visitor.get("/akun/masuk/")
    answer = visitor.post("/akun/masuk/", "login=a", content_type="application/x-www-form-urlencoded; charset=utf-7")

    assert answer.status_code == 400
    assert "tidak bisa kami baca" in answer.content.decode()


def test_it_asks_a_stale_form_to_be_sent_again() -> None:
    answer = Client(enforce_csrf_checks=True).post("/keranjang/voucher/", {"code": "HULU"})

    assert answer.status_code == 403
    assert "Coba sekali lagi" in answer.content.decode()
