"""Pages of villages: made by themselves, at the address by the official code, with what is there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from catalogue.models import Product
from cms.machines.sitemap import entries_of
from cms.models import HomePage, StoryPage, VillageIndexPage, VillagePage
from cms.tasks import make_village_pages
from cms.tree.actions import publish_destination
from market.outbox.models import Effect
from sellers.models import Seller
from tests.cms.conftest import page_text
from tests.market.shop.goods import make_shop, make_village


def test_each_village_with_something_gets_a_page_in_both_languages_once(home: HomePage, amplang: Product) -> None:
    make_village()
    assert (make_village_pages(), make_village_pages()) == (1, 0)
    assert sorted(page.locale.language_code for page in VillagePage.objects.all()) == ["en", "id"]
    assert VillagePage.objects.filter(village=amplang.village, live=True).count() == 2


@pytest.mark.parametrize("what", ["a place", "a story", "a seller", "nothing"])
def test_one_thing_is_enough_for_a_page(home: HomePage, tell: Callable[..., StoryPage], what: str) -> None:
    village = make_village()
    if what == "a place":
        publish_destination(
            title="Danau", lead="Danau luas di tengah Mahakam.", village=village, picture=None, body=[]
        )
    elif what == "a story":
        tell(village=village)
    elif what == "a seller":
        make_shop(village=village)
    assert make_village_pages() == (what != "nothing")


def test_a_hub_that_sells_for_makers_elsewhere_gives_its_village_a_page_that_leads_to_it(
    client: Client, home: HomePage, amplang: Product
) -> None:
    make_village_pages()
    here = make_village("64.02.05.2009", "Teratak", "Muara Kaman")
    assert make_village_pages() == 0
    hub = make_shop("BUMDes Teratak", village=amplang.village)
    hub.village = here
    hub.save()
    assert make_village_pages() == 1
    text = page_text(client, f"/desa/{here.pk}/")
    assert f'href="/toko/{hub.code}/"' in text
    assert "noindex" not in text
    assert f"/desa/{here.pk}/" in [entry.places["id"].path for entry in entries_of("desa", 1) or []]
    Seller.objects.filter(partner=hub).update(status=Seller.Status.SUSPENDED)
    assert f'href="/toko/{hub.code}/"' not in page_text(client, f"/desa/{here.pk}/")


def test_a_shop_whose_maker_lives_here_is_named_with_her_and_not_again(
    client: Client, home: HomePage, amplang: Product
) -> None:
    text = page_text(client, f"/desa/{amplang.village_id}/")
    assert 'id="pembuat"' in text
    assert 'id="toko"' not in text


def test_no_draft_without_a_village_keeps_the_others_from_being_made(
    home: HomePage, amplang: Product, editing: Client
) -> None:
    index = VillageIndexPage.objects.get(locale__language_code="id")
    rows = {"corrections": inline_formset([]), "comments": inline_formset([])}
    typed = nested_form_data({"title": "Desa mana?", "body": streamfield([]), **rows})
    answer = editing.post(reverse("wagtailadmin_pages:add", args=["cms", "villagepage", index.pk]), typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["village"])
    assert make_village_pages() == 1


def test_its_address_is_the_official_code_and_stays(client: Client, home: HomePage, amplang: Product) -> None:
    before = client.get(f"/desa/{amplang.village_id}/")
    make_village_pages()
    page = VillagePage.objects.get(locale__language_code="id")
    assert before.status_code == client.get(page.url).status_code == 200
    assert page.url == f"/desa/{amplang.village_id}/"
    assert page.get_translations().get().specific.url == f"/en{page.url}"
    answer = client.get(f"/desa/{page.slug}/")
    assert (answer.status_code, answer["Location"]) == (301, page.url)


def test_a_story_from_a_village_asks_for_its_page_each_time_it_is_published(
    tell: Callable[..., StoryPage], home: HomePage
) -> None:
    story = tell()
    assert not Effect.objects.filter(kind="cms.village_pages").exists()
    village = make_village()
    for _ in range(2):
        story.village = village
        story.save_revision().publish()
    assert Effect.objects.filter(kind="cms.village_pages", key__contains=f":{story.pk}:").count() == 2
    assert make_village_pages() == 1


def test_it_leads_to_all_that_is_told_of_it(client: Client, home: HomePage, amplang: Product, tell) -> None:
    village = amplang.village
    story = tell(village=village)
    place = publish_destination(
        title="Danau", lead="Danau luas di tengah Mahakam.", village=village, picture=None, body=[]
    )
    text = page_text(client, f"/desa/{village.pk}/")
    for address in (story.url, place.url, amplang.get_absolute_url()):
        assert f'href="{address}"' in text


def test_the_list_of_all_pages_has_it_once_at_its_address(home: HomePage, amplang: Product) -> None:
    make_village_pages()
    [village] = [entry.places for entry in entries_of("desa", 1) or []]
    paths = {code: place.path for code, place in village.items()}
    assert paths == {"id": f"/desa/{amplang.village_id}/", "en": f"/en/desa/{amplang.village_id}/"}
    others = [place.path for entry in entries_of("halaman", 1) or [] for place in entry.places.values()]
    assert [path for path in others if path.count("/desa/") and path not in ("/desa/", "/en/desa/")] == []


def test_every_product_reaches_its_village_and_back_in_two_clicks(
    client: Client, home: HomePage, amplang: Product
) -> None:
    make_village_pages()
    for product in Product.objects.on_sale():
        village = f"/desa/{product.village_id}/"
        assert f'href="{village}"' in page_text(client, product.get_absolute_url())
        assert f'href="{product.get_absolute_url()}"' in page_text(client, village)
