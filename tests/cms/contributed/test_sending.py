"""A villager sends a story by phone: it lands as a draft that nobody else sees, once."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from cms.contributed.actions import MOST, TooManyStories, send_story
from cms.contributed.models import Contribution
from cms.contributed.words import StoryWords, lead_and_rest, shortened
from cms.models import StoryPage
from market.accounts.models import User
from market.pictures.models import Picture
from market.pictures.pipeline import clean_picture
from tests.cms.contributed.conftest import SEND, TEXT, upload
from tests.market.shop.goods import make_shop

LIST = "/jual/cerita/"


def test_it_lands_as_a_draft_below_the_list_of_stories(sent, sender, village):
    page = StoryPage.objects.get()
    assert (page.live, page.owner, page.alias_of_id) == (False, sender, None)
    assert page.get_parent().slug == "cerita"
    assert page.locale.language_code == "id"
    assert (page.village, page.regency, page.author) == (village, village.district.regency, "Aminah")
    assert sent.page == page
    assert Contribution.objects.filter(sender=sender, shown_name="Aminah").count() == 1


def test_it_is_text_and_pictures_never_her_tags(sent):
    page = StoryPage.objects.get()
    assert page.lead == "Ibu saya menggoreng amplang sejak subuh, di dapur belakang rumah kami."
    text, picture = page.body
    assert text.value.source == "<p>Ikannya dari danau. &lt;b&gt;Renyah.&lt;/b&gt;</p>"
    assert (picture.block_type, picture.value["alt"], picture.value["caption"]) == ("picture", "Kuali", "Kuali")
    assert page.picture.description == "Ibu di dapur"
    assert page.picture.regency == page.regency
    assert page.search_description


def test_it_can_be_published_as_it_is(sent, client):
    page = StoryPage.objects.get()
    page.get_latest_revision_as_object().full_clean()
    page.get_latest_revision().publish()
    text = Client().get("/cerita/ibu-dan-kuali-amplangnya/").content.decode()
    assert 'alt="Kuali"' in text
    assert 'alt="Ibu di dapur"' in text


def test_it_takes_no_file_name_for_what_a_photo_shows(hers, said):
    answers = said(foto1__photo=upload(), foto1__told="IMG_0042.jpg")
    text = hers.post(SEND, answers).content.decode()
    assert "Tulis siapa atau apa yang terlihat di foto ini." in text
    assert "Ikannya dari danau." in text
    assert not StoryPage.objects.exists()


def test_it_comes_once_however_often_the_button_is_pressed(hers, said):
    answers = said()
    for _press in range(3):
        assert hers.post(SEND, answers).status_code == 302
    assert StoryPage.objects.count() == Contribution.objects.count() == 1


def test_it_keeps_what_was_typed_and_the_photos(hers, said):
    answers = said(title="", foto1__photo=upload(), foto1__told="Ibu di dapur", agrees=None)
    form = hers.post(SEND, answers).context["form"]
    assert not StoryPage.objects.exists()
    assert set(form.errors) == {"title", "agrees"}
    text = hers.post(SEND, said(title="", foto1__kept_photo=form.slots[0].token, foto1__told="Ibu")).content.decode()
    assert "Foto sudah tersimpan" in text
    assert "Ikannya dari danau." in text
    assert hers.post(SEND, said(foto1__kept_photo=form.slots[0].token, foto1__told="Ibu")).status_code == 302
    assert StoryPage.objects.get().picture == Picture.objects.get()


def test_it_lets_a_photo_go_again(hers, said):
    token = hers.post(SEND, said(title="", foto1__photo=upload(), foto1__told="Ibu")).context["form"].slots[0].token
    answers = said(foto1__kept_photo=token, foto1__told="Ibu", foto1__drops="on", people_agree=None)
    assert hers.post(SEND, answers).status_code == 302
    assert StoryPage.objects.get().picture is None


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"text": "Pendek."}, "text"),
        ({"text": "a" * 8_001}, "text"),
        ({"village": "99.99.99.9999"}, "village"),
        ({"shown_name": ""}, "shown_name"),
        ({"naming": "lain"}, "naming"),
        ({"agrees": None}, "agrees"),
    ],
)
def test_it_says_what_is_wrong_beside_the_field(hers, said, wrong, where):
    assert where in hers.post(SEND, said(**wrong)).context["form"].errors
    assert not StoryPage.objects.exists()


def test_it_asks_what_a_photo_shows_and_whether_its_people_agree(hers, said):
    form = hers.post(SEND, said(foto3__photo=upload(), people_agree=None)).context["form"]
    assert "told" in form.slots[2].errors
    assert "people_agree" in form.errors
    assert form.has_more_photos


def test_it_refuses_what_is_no_photo(hers, said):
    broken = upload()
    broken.file.truncate(100)
    form = hers.post(SEND, said(foto1__photo=broken, foto1__told="Ibu")).context["form"]
    assert "photo" in form.slots[0].errors


def test_it_takes_no_photo_of_somebody_else(hers, said):
    token = hers.post(SEND, said(title="", foto1__photo=upload(), foto1__told="Ibu")).context["form"].slots[0].token
    stranger = Client()
    stranger.force_login(User.objects.create_user("+628125550002"))
    assert stranger.post(SEND, said(foto1__kept_photo=token, foto1__told="Ibu")).status_code == 302
    assert StoryPage.objects.get().picture is None


def test_it_shows_no_name_where_none_is_wanted(hers, said, village):
    hers.post(SEND, said(naming="tanpa", shown_name="Aminah"))
    assert StoryPage.objects.get().author == f"Warga {village.name}"
    assert Contribution.objects.get().shown_name == ""


def test_it_takes_a_few_a_day(sender, village):
    words = StoryWords(title="Cerita", text=TEXT, village=village)
    now = timezone.now()
    for _story in range(MOST):
        send_story(sender=sender, reference=uuid4(), words=words, now=now)
    with pytest.raises(TooManyStories):
        send_story(sender=sender, reference=uuid4(), words=words, now=now)
    send_story(sender=sender, reference=uuid4(), words=words, now=now + timedelta(days=1, minutes=1))
    assert StoryPage.objects.count() == MOST + 1


def test_it_says_that_there_were_too_many_and_keeps_the_words(hers, said, monkeypatch):
    monkeypatch.setattr("cms.contributed.actions.MOST", 0)
    text = hers.post(SEND, said()).content.decode()
    assert "Hari ini sudah tiga cerita" in text
    assert "Ikannya dari danau." in text


def test_it_knows_the_village_of_her_shop(client, home):
    shop = make_shop()
    client.force_login(shop.users.get())
    assert shop.village.full_name in client.get(SEND).content.decode()
    assert LIST in client.get("/jual/").content.decode()


def test_it_asks_strangers_to_sign_in(client, home):
    for address in (LIST, SEND, f"{LIST}1/"):
        assert client.get(address).url.startswith("/akun/masuk/"), address


def test_it_shows_nobody_the_drafts_of_others(sent):
    client = Client()
    client.force_login(User.objects.create_user("+628125550002"))
    assert sent.title not in client.get(LIST).content.decode()
    assert client.get(f"{LIST}{sent.pk}/").status_code == 404
    assert client.get("/cerita/ibu-dan-kuali-amplangnya/").status_code == 404


def test_it_shortens_at_a_word():
    assert shortened("satu dua tiga", 10) == "satu dua…"
    lead, rest = lead_and_rest("kata " * 100)
    assert len(lead) <= 300
    assert rest == [("kata " * 100).strip()]
    assert lead_and_rest("Pendek saja.") == ("Pendek saja.", [])


def test_it_decodes_no_photo_more_than_a_day_has(hers, said, monkeypatch):
    decoded = []
    monkeypatch.setattr("cms.contributed.forms.MOST_PHOTOS_A_DAY", 1)
    monkeypatch.setattr("market.pictures.files.clean_picture", lambda data: decoded.append(1) or clean_picture(data))

    photos = {"foto1__photo": upload(), "foto1__told": "Ibu", "foto2__photo": upload(), "foto2__told": "Kuali"}
    form = hers.post(SEND, said(**photos)).context["form"]

    assert len(decoded) == 1
    assert form.slots[0].token
    assert "Terlalu banyak foto" in str(form.slots[1].errors["photo"])
