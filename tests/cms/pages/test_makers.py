"""A maker's page is there while her shop is open, and no longer."""

from __future__ import annotations

from django.test import Client

from cms.models import DestinationPage, EventPage, MakerPage
from cms.tasks import take_down_makers
from market.shop.partner.models import Partner
from sellers.models import Producer, Seller
from tests.cms.conftest import page_text


def shut(maker: MakerPage) -> None:
    Partner.objects.filter(seller__producers=maker.producer).update(is_open=False)


def test_it_is_gone_with_the_shop_in_both_languages_and_from_every_shelf(
    client: Client, maker: MakerPage, place: DestinationPage, event: EventPage
) -> None:
    tells = ["/pembuat/", place.url, event.url]
    assert [page for page in tells if maker.url not in page_text(client, page)] == []
    shut(maker)
    assert {client.get(f"{prefix}{maker.url}").status_code for prefix in ("", "/en")} == {404}
    assert [page for page in tells if maker.url in page_text(client, page)] == []


def test_it_is_taken_down_once_and_stays_down_until_an_editor_publishes_it_again(
    client: Client, maker: MakerPage
) -> None:
    assert take_down_makers() == 0
    Seller.objects.filter(producers=maker.producer).update(status=Seller.Status.SUSPENDED)
    assert (take_down_makers(), take_down_makers()) == (2, 0)
    assert "pembuat/ibu-sari" not in page_text(client, "/sitemap-halaman-1.xml")
    assert maker.title not in page_text(client, "/cari/?q=menggoreng")
    Seller.objects.filter(producers=maker.producer).update(status=Seller.Status.OPEN)
    assert client.get(maker.url).status_code == 404
    maker.refresh_from_db()
    maker.get_latest_revision().publish()
    assert "Minyaknya harus diam dulu." in page_text(client, maker.url)


def test_it_goes_when_the_maker_is_no_more(client: Client, maker: MakerPage) -> None:
    MakerPage.objects.update(producer=None)
    assert Producer.objects.exists()
    assert client.get(maker.url).status_code == 404
    assert take_down_makers() == 2
