"""Editors see which of their pages wait for English, or for newer English."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from cms.models import HomePage, StoryPage
from cms.tree.actions import publish_destination
from cms.upkeep.untranslated import waiting, why
from tests.cms.conftest import page_text

REPORT = "/kelola/reports/terjemahan/"
Tell = Callable[..., StoryPage]


def english_of(page: Page) -> Page:
    return page.get_translations().get().specific


def the_state(page: Page) -> str | None:
    found = waiting(Page.objects.filter(pk=page.pk)).first()
    return why(found) if found else None


@pytest.fixture
def told(tell: Tell) -> StoryPage:
    return tell(title="Satu kuali amplang", title_en="A pot of amplang")


def test_it_is_content_with_a_page_that_is_translated(told: StoryPage) -> None:
    assert the_state(told) is None
    assert the_state(english_of(told)) is None


def test_it_names_a_page_without_english(tell: Tell) -> None:
    assert the_state(tell()) == "belum diterjemahkan"


def test_it_names_a_page_that_changed_since(told: StoryPage) -> None:
    told.save_revision().publish()
    assert the_state(told) == "perlu diperbarui: halaman Indonesianya sudah berubah"
    english_of(told).save_revision().publish()
    assert the_state(told) is None


def test_it_names_english_that_is_not_published(told: StoryPage) -> None:
    english_of(told).unpublish()
    assert the_state(told) == "terjemahan belum terbit"


def test_it_passes_over_what_is_not_published_itself(tell: Tell) -> None:
    story = tell()
    story.unpublish()
    story.refresh_from_db()
    assert the_state(story) is None


def test_it_shows_an_editor_her_pages_and_leads_on(editing: Client, tell: Tell, told: StoryPage) -> None:
    alone = tell(title="Sendirian")
    told.save_revision().publish()
    text = page_text(editing, REPORT)
    assert "Sendirian" in text
    assert reverse("wagtail_localize:submit_page_translation", args=[alone.pk]) in text
    assert reverse("wagtailadmin_pages:edit", args=[english_of(told).pk]) in text
    assert REPORT in page_text(editing, "/kelola/reports/aging-pages/")


def test_it_keeps_pages_of_others_from_an_editor(editing: Client, home: HomePage, tell: Tell) -> None:
    hers = tell(title="Miliknya")
    place = publish_destination(
        title="Milik orang lain", lead="Danau tempat pesut muncul.", village=None, picture=None, body=[]
    )
    assert "Milik orang lain" in page_text(editing, REPORT)
    GroupPagePermission.objects.exclude(page=home).delete()
    GroupPagePermission.objects.update(page=hers.get_parent())
    text = page_text(editing, REPORT)
    assert "Miliknya" in text
    assert place.title not in text


def test_it_asks_as_little_for_many_pages_as_for_one(
    editing: Client, tell: Tell, django_assert_max_num_queries: Callable
) -> None:
    for number in range(6):
        tell(title=f"Cerita {number}")
    page_text(editing, REPORT)
    with django_assert_max_num_queries(40):
        page_text(editing, REPORT)
