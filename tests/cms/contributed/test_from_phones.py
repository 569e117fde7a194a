"""A story that was written without a signal comes in once, with its photos, checked as on the page."""

from __future__ import annotations

import pytest

from cms.contributed.actions import MOST
from cms.contributed.forms import ASK_THEM, TELL_WHAT
from cms.contributed.models import Contribution
from cms.models import StoryPage
from market.accounts.models import User
from market.pictures.models import Picture
from sellers.models import Upload
from tests.cms.contributed.conftest import TEXT
from tests.market.pictures.made import photo
from tests.sellers.sync.phone import client_of, hash_of, made, post, send_photo, told


@pytest.fixture
def phone(sender):
    return client_of(sender)


@pytest.fixture
def story(sender, village):
    """Return what a phone sends of a story; the village as it was typed."""

    def write(**changed):
        data = {
            "title": "Ibu dan kuali amplangnya",
            "text": TEXT,
            "village-cari": village.full_name,
            "naming": "nama",
            "shown_name": "Aminah",
            "agrees": True,
            "people_agree": True,
            **changed,
        }
        return made(sender, "send_story", {name: value for name, value in data.items() if value is not None})

    return write


def test_it_is_a_draft_as_if_sent_from_the_page(phone, story, sender, village):
    first, second = (send_photo(phone, photo(width=640, height=side)) for side in (480, 400))

    answer = told(phone, story(photos=[first, second], told=["Ibu di dapur", "Kuali"]))

    kept = Contribution.objects.get()
    assert (answer["state"], answer["result"]) == ("done", {"story": kept.pk})
    assert (kept.sender, kept.shown_name, kept.regency) == (sender, "Aminah", village.district.regency)
    page = StoryPage.objects.get()
    assert (page.live, page.village, page.picture.description) == (False, village, "Ibu di dapur")
    text, picture = page.body
    assert text.value.source == "<p>Ikannya dari danau. &lt;b&gt;Renyah.&lt;/b&gt;</p>"
    assert picture.value["alt"] == "Kuali"
    assert Upload.objects.filter(used_at=None).count() == 0


def test_it_comes_once_however_often_it_is_sent(phone, story):
    operation = story()
    answers = [told(phone, operation) for _try in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert Contribution.objects.count() == StoryPage.objects.count() == 1
    assert post(phone, {**operation, "data": {**operation["data"], "title": "Lain"}}).status_code == 409


def test_nothing_is_kept_before_its_photos_have_come(phone, story):
    bytes_of_it = photo(width=320, height=240)
    operation = story(photos=[hash_of(bytes_of_it)], told=["Ibu"])
    answer = post(phone, operation)
    assert (answer.status_code, answer.json()["missing"]) == (424, [hash_of(bytes_of_it)])
    assert not Contribution.objects.exists()
    send_photo(phone, bytes_of_it)
    assert told(phone, operation)["state"] == "done"


def test_it_says_beside_each_question_what_is_wrong(phone, story):
    hashes = [send_photo(phone, photo(width=320, height=side)) for side in (240, 241)]

    answer = told(phone, story(title="", agrees=None, people_agree=None, photos=hashes, told=["Ibu", "IMG_0042.jpg"]))

    assert answer["state"] == "attention"
    assert set(answer["fields"]) == {"title", "agrees", "people_agree", "told2"}
    assert (answer["fields"]["told2"], answer["fields"]["people_agree"]) == (TELL_WHAT, ASK_THEM)
    assert not Contribution.objects.exists()


def test_strange_data_is_told_and_breaks_nothing(phone, story):
    for changed in ({"told": "Ibu"}, {"told": [{}]}, {"title": ["a"]}, {"village-cari": {}}, {"photos": "ibu"}):
        assert told(phone, story(**changed))["state"] == "attention"
    assert told(phone, story(photos=None, told=None))["state"] == "done"


def test_what_is_too_much_for_a_day_waits_on_the_phone(phone, story):
    for number in range(MOST):
        told(phone, story(title=f"Cerita {number}"))

    answer = post(phone, story())

    assert (answer.status_code, answer.json()["state"]) == (503, "later")
    assert "dikirim sendiri besok" in answer.json()["words"]
    assert Contribution.objects.count() == MOST


def test_a_photo_of_somebody_else_is_none_of_hers(phone, story):
    other = User.objects.create_user("+628125550002", first_name="Pak Udin")
    theirs = send_photo(client_of(other), photo(width=320, height=240))
    assert post(phone, story(photos=[theirs], told=["Ibu"])).status_code == 424
    assert Picture.objects.filter(uploaded_by_user=other).exists()
    assert not Contribution.objects.exists()


def test_who_has_no_shop_sends_stories_and_nothing_else(phone, sender):
    assert post(phone, made(sender, "open_shop", {})).status_code == 403
