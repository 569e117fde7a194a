"""A translator shows nothing of another regency in the place of what the original shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from wagtail.models import Locale
from wagtail_localize.models import SegmentOverride, Translation
from wagtail_localize.operations import TranslationCreator

from cms.models import RegencySite, StoryPage
from market.accounts.models import User
from market.accounts.roles import EDITOR, appoint
from market.pictures.models import Picture
from tests.cast import sign_in
from tests.cms.conftest import make_picture
from tests.cms.regencies.conftest import Regencies, villages


def put(client: Client, page: StoryPage, field: str, value: Any) -> int:
    """Choose something else for the English of a page; return the answer's status."""
    translation = Translation.objects.get(source__object_id=page.translation_key)
    segment = translation.source.overridablesegment_set.get(context__path=field)
    address = f"/kelola/localize/translate/{translation.pk}/overrides/{segment.pk}/edit/"
    body = encode_multipart(BOUNDARY, {"value": value})
    return client.put(address, body, content_type=MULTIPART_CONTENT).status_code


def picture_of(code: str) -> Picture:
    picture = make_picture(f"Gambar {code}")
    Picture.objects.filter(pk=picture.pk).update(collection=RegencySite.objects.get(regency=code).collection_id)
    return picture


@pytest.fixture
def page(regencies: Regencies, own_folders: Path) -> StoryPage:
    """A story of the first regency that is being translated."""
    editor = User.objects.create_user("+6281200066605")
    appoint(user=editor, role=EDITOR, regency=villages()[0].district.regency)
    story = regencies.kukar
    story.get_translations().get().delete()
    story.picture = picture_of("64.02")
    story.save_revision(user=editor).publish()
    TranslationCreator(editor, [Locale.objects.get(language_code="en")]).create_translations(story)
    return story


@pytest.fixture
def editing(client: Client, page: StoryPage) -> Client:
    return sign_in(client, User.objects.get(phone="+6281200066605"))


def test_a_picture_of_another_regency_is_refused(editing: Client, page: StoryPage) -> None:
    assert put(editing, page, "picture", picture_of("64.08").pk) == 403
    assert put(editing, page, "picture", "apa") == 403
    assert put(editing, page, "picture", 999_999) == 403
    assert not SegmentOverride.objects.exists()


def test_a_picture_of_her_own_is_taken(editing: Client, page: StoryPage) -> None:
    assert put(editing, page, "picture", picture_of("64.02").pk) == 201
    assert SegmentOverride.objects.count() == 1


def test_a_translation_is_about_no_other_regency(editing: Client, page: StoryPage) -> None:
    other = villages()[1]
    assert put(editing, page, "village", other.pk) == 403


def test_somebody_of_all_regencies_chooses_freely(client: Client, page: StoryPage) -> None:
    sign_in(client, User.objects.create_superuser("+6281200066606"))
    assert put(client, page, "picture", picture_of("64.08").pk) == 201
