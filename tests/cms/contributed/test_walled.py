"""The photos of a villager's story lie behind the wall of her regency."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection, Site

from cms.contributed.actions import send_story
from cms.contributed.words import StoryWords
from cms.models import HomePage, RegencySite
from cms.regencies.actions import open_regency
from market.accounts.models import User
from market.accounts.roles import EDITOR, appoint
from market.pictures.models import Picture
from market.regions.models import Village
from tests.cms.conftest import make_picture
from tests.cms.contributed.conftest import TEXT
from tests.market.shop.goods import make_village


@pytest.fixture
def elsewhere(home: HomePage, village: Village) -> Village:
    """Return a village of another regency; hers and this one have sites of their own."""
    other = make_village("64.08.03.2001", "Sangatta Utara", "Sangatta")
    open_regency(regency=village.district.regency, host="kukar.localhost:8000")
    open_regency(regency=other.district.regency, host="kutim.localhost:8000")
    Site.clear_site_root_paths_cache()
    return other


def photo_from(sender: User, village: Village) -> Picture:
    """Return the photo of a story that has come from a village."""
    picture = make_picture()
    words = StoryWords(title="Ibu dan kualinya", text=TEXT, village=village, photos=[(picture, "Ibu di dapur")])
    send_story(sender=sender, reference=uuid4(), words=words, now=timezone.now())
    return Picture.objects.get(pk=picture.pk)


def editor_of(village: Village) -> Client:
    user = User.objects.create_user(f"+62812555100{User.objects.count():02d}", first_name="Rina")
    appoint(user=user, role=EDITOR, regency=village.district.regency)
    client = Client()
    client.force_login(user)
    return client


def test_no_editor_of_another_regency_sees_its_photo(elsewhere: Village, village: Village, sender: User) -> None:
    picture = photo_from(sender, village)
    assert picture.collection == RegencySite.objects.get(regency=village.district.regency).collection
    address = f"/kelola/images/{picture.pk}/"
    assert editor_of(elsewhere).get(address).status_code == 404
    assert editor_of(village).get(address).status_code == 200


def test_it_stays_where_it_is_in_a_regency_without_a_site(home: HomePage, village: Village, sender: User) -> None:
    assert photo_from(sender, village).collection == Collection.get_first_root_node()
