"""Stories have topics from one list, said in both languages; each has its list and its feed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cms.models import HomePage, StoryPage
from cms.pages.topics import Topic
from tests.cms.conftest import page_text

Tell = Callable[..., StoryPage]


@pytest.fixture
def stories(tell: Tell) -> list[StoryPage]:
    english = {"title_en": "A rattan basket", "lead_en": "Woven by the river, up from the town."}
    return [
        tell(title="Keranjang rotan", topics=[Topic.CRAFT, Topic.FOREST], **english),
        tell(title="Satu kuali", topics=[Topic.FOOD]),
        tell(title="Tanpa tema"),
    ]


def test_a_story_leads_to_the_lists_of_its_topics(client: Client, stories: list[StoryPage]) -> None:
    text = page_text(client, stories[0].url)
    assert 'href="/cerita/?tema=kerajinan">Kerajinan tangan</a>' in text
    assert "tema=makanan" not in text
    assert 'href="/en/cerita/?tema=kerajinan">Handicraft</a>' in page_text(client, f"/en{stories[0].url}")
    assert "?tema=" not in page_text(client, stories[2].url)


def test_a_list_shows_the_stories_of_one_topic(
    client: Client, stories: list[StoryPage], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    text = page_text(client, "/cerita/?tema=kerajinan")
    assert "Keranjang rotan" in text
    assert "Satu kuali" not in text
    assert 'aria-current="true" href="/cerita/?tema=kerajinan"' in text
    assert 'href="/cerita/umpan-tema-kerajinan.xml"' in text
    assert "Belum ada cerita di sini" in page_text(client, "/cerita/?tema=adat")
    everything = page_text(client, "/cerita/?tema=entah")
    assert [story.title for story in stories if story.title not in everything] == []
    assert "tema=adat" not in everything, "nobody has told of it"
    with django_assert_max_num_queries(15):
        client.get("/cerita/?tema=kerajinan")


def test_a_topic_is_found_by_the_search(client: Client, stories: list[StoryPage]) -> None:
    assert "Keranjang rotan" in page_text(client, "/cari/?q=kerajinan")


def test_there_are_no_others(home: HomePage, stories: list[StoryPage]) -> None:
    stories[0].topics = ["entah"]
    with pytest.raises(ValidationError):
        stories[0].full_clean()
