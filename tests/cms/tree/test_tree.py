"""The tree of pages is laid out once, in both languages."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Page, Site

from cms.models import HomePage, StoryIndexPage, StoryPage
from cms.tree.actions import build_site_tree, publish_destination
from market.accounts.roles import EDITOR
from tests.cms.conftest import page_text
from tests.market.shop.goods import make_village

ADDRESSES = ["/", "/en/", "/cerita/", "/en/cerita/", "/wisata/", "/en/wisata/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_answers_in_both_languages(client, home, address):
    language = "en" if address.startswith("/en/") else "id"
    assert f'<html lang="{language}"' in page_text(client, address)


def test_it_is_laid_out_by_a_command(db, client):
    Site.clear_site_root_paths_cache()
    call_command("build_site_tree")
    assert "Dari hulu sungai" in page_text(client, "/")


def test_it_may_be_laid_out_twice(home):
    before = (Page.objects.count(), GroupPagePermission.objects.count(), Site.objects.count())
    assert build_site_tree().pk == home.pk
    assert (Page.objects.count(), GroupPagePermission.objects.count(), Site.objects.count()) == before


def test_it_keeps_what_an_editor_has_written(home):
    home.title = "Pasar kami"
    home.save_revision().publish()
    build_site_tree()
    assert HomePage.objects.get(pk=home.pk).title == "Pasar kami"


def test_it_takes_wagtails_welcome_page_away(home):
    assert [page for page in Page.objects.filter(depth=2) if page.specific_class is Page] == []


def test_it_points_the_site_at_home_under_the_public_address(home, settings):
    site = Site.objects.get(is_default_site=True)
    assert (site.root_page_id, site.root_url) == (home.pk, settings.BASE_URL)


def test_it_lets_editors_write_below_both_homes_and_nowhere_else(home):
    pages = GroupPagePermission.objects.filter(group=Group.objects.get(name=EDITOR)).values_list("page", flat=True)
    assert set(pages) == set(HomePage.objects.values_list("pk", flat=True))


def test_it_leads_to_the_translation_of_a_story(client, tell):
    story = tell(title_en="One pan of amplang", lead_en="Pipih fish from the Mahakam.")
    assert 'href="/en/cerita/satu-kuali-amplang/"' in page_text(client, story.url)
    english = page_text(client, "/en/cerita/satu-kuali-amplang/")
    assert "One pan of amplang" in english
    assert 'href="/cerita/satu-kuali-amplang/"' in english


def test_it_leads_to_the_section_where_a_story_is_not_translated(client, tell):
    story = tell()
    text = page_text(client, story.url)
    assert 'href="/en/cerita/" lang="en"' in text
    assert client.get("/en/cerita/satu-kuali-amplang/").status_code == 404


def test_it_gives_two_stories_of_one_title_two_addresses(tell):
    assert [tell().slug, tell().slug] == ["satu-kuali-amplang", "satu-kuali-amplang-1"]


def test_it_takes_the_regency_from_the_village(tell):
    village = make_village()
    assert tell(village=village).regency_id == village.district.regency_id


def test_it_lets_a_story_stand_only_below_the_stories(home):
    assert StoryPage.allowed_parent_page_models() == [StoryIndexPage]
    assert StoryPage.allowed_subpage_models() == []


def test_it_shows_a_place_and_the_way_there(client, home):
    place = publish_destination(
        title="Danau Semayang",
        lead="Danau tempat pesut muncul.",
        village=make_village(),
        picture=None,
        body=[("text", "Airnya luas.")],
        how_to_get_there="Naik ces dari Kota Bangun.",
        title_en="Lake Semayang",
        how_to_get_there_en="Take a ces boat from Kota Bangun.",
    )
    assert "Naik ces dari Kota Bangun." in page_text(client, place.url)
    in_english = page_text(client, "/en/wisata/danau-semayang/")
    assert "Take a ces boat" in in_english
    assert f'href="/en/desa/{place.village_id}/"' in in_english
    assert f'href="/desa/{place.village_id}/"' not in in_english


def test_it_lists_stories_newest_first_a_dozen_a_page(client, tell, django_assert_max_num_queries):
    for day in range(13):
        tell(title=f"Cerita {day}", village=make_village())
    client.get("/cerita/")
    with django_assert_max_num_queries(16):
        first = page_text(client, "/cerita/")
    assert first.count('class="story-card"') == 12
    assert page_text(client, "/cerita/?page=2").count('class="story-card"') == 1
