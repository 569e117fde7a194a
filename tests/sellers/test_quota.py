"""What a person sends by forms in a day is bounded; a file too many is refused beside its field, all else stays."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalogue.models import Product
from cms.contributed.models import Contribution
from market.accounts import counting
from market.cache import AWAY
from market.pictures.models import Picture
from sellers import quota
from sellers.models import Consent, GoodsFile, VoiceNote
from tests.market.pictures.made import photo
from tests.market.recordings.made import ogg
from tests.sellers.conftest import signed_in, upload
from tests.sellers.consents import READ_OUT, a_maker, made_hub

pytestmark = pytest.mark.django_db
FORM, ACTION, LINK = (
    re.compile(r"<form\b.*?</form>", re.S),
    re.compile(r'action="([^"]+)"'),
    re.compile(r'href="([^"]+)"'),
)
PHOTO = photo(width=400, height=300)
ANSWERS = {
    "title": "Amplang ikan pipih", "price": "25000", "unit_of_sale": "bungkus", "stock": "12",
    "packaging": "plastik", "shipping_weight_g": "300",
}  # fmt: skip
STORY = {
    "title": "Ibu saya dan Kuali amplang",
    "text": "Begini ceritanya. " * 10,
    "naming": "tanpa",
    "agrees": "on",
}


@pytest.fixture
def her_day(monkeypatch):
    """Let two of these photos be all that somebody may send in a day."""
    monkeypatch.setattr(quota, "MOST_A_DAY", 2 * len(PHOTO) + 10)


def list_one(client, **changed):
    answers = {**ANSWERS, "photo": upload("foto.jpg", PHOTO), **changed}
    return client.post(reverse("workshop:add"), answers)


def text(answer):
    return answer.content.decode()


def test_the_third_photo_waits_for_tomorrow_and_nothing_typed_is_lost(siti, ratna, her_day, monkeypatch):
    client = signed_in(siti.user)
    assert [list_one(client).status_code for _ in range(2)] == [302, 302]
    refused = list_one(client, title="Kerupuk udang")
    assert refused.status_code == 200
    assert quota.TOO_MUCH in text(refused)
    assert "Kerupuk udang" in text(refused)
    assert (Product.objects.count(), Picture.objects.count()) == (2, 2)
    small = upload("kecil.png", photo("PNG", width=2, height=2))
    assert list_one(signed_in(ratna.user)).status_code == 302, "another person's day is her own"
    monkeypatch.setattr(quota, "MOST_A_DAY", 2 * len(PHOTO) + small.size)
    assert list_one(client, photo=small).status_code == 302, "what was refused is not counted"


def test_the_day_after_she_may_again(siti, her_day, monkeypatch):
    client = signed_in(siti.user)
    assert [list_one(client).status_code for _ in range(3)] == [302, 302, 200]
    monkeypatch.setattr(quota.timezone, "localdate", lambda: "esok")
    assert list_one(client).status_code == 302


@pytest.fixture
def doors(siti, on_sale):
    """Return each form that takes files: where it is, what is typed beside, and what must not come of it."""
    imah = a_maker(made_hub(siti))
    table = SimpleUploadedFile("produk.csv", b"Nama,Harga\nAmplang,25000\n")
    zipped = SimpleUploadedFile("foto.zip", b"PK" + bytes(500))
    number = on_sale.pk
    return {
        reverse("workshop:add"): ({**ANSWERS, "photo": upload()}, "Amplang ikan pipih"),
        reverse("workshop:edit", args=[number]): ({**ANSWERS, "title": "Nama lain", "photo": upload()}, "Nama lain"),
        reverse("workshop:about", args=[number]): (
            {"how_made": "Digoreng dua", "photo": upload()},
            "Digoreng dua",
        ),
        reverse("workshop:record", args=[number]): ({"voice": SimpleUploadedFile("suara.ogg", ogg())}, ""),
        reverse("workshop:consent_paper", args=[imah.pk]): ({"photo": upload(), **READ_OUT}, "checked"),
        reverse("workshop:consent_voice", args=[imah.pk]): (
            {"voice": SimpleUploadedFile("suara.ogg", ogg()), **READ_OUT},
            "checked",
        ),
        reverse("workshop:send_goods"): ({"file": table, "photos": zipped, "stock": "77"}, 'value="77"'),
        reverse("workshop:add_permit"): ({"kind": "halal", "number": "ID641100012345", "photo": upload()}, "ID6411"),
        reverse("contributed:send"): ({**STORY, "foto1-photo": upload()}, "Kuali amplang"),
        reverse("workshop:account", args=["qris"]): ({"photo": upload(), "payload": "000201x"}, "000201x"),
    }


def doors_on(client, start):
    """Return the addresses of all forms with a file in them that links lead to from a page of the phone."""
    waiting, seen, found = [start], set(), set()
    while waiting:
        address = waiting.pop()
        seen.add(address)
        answer = client.get(address)
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        for form in FORM.findall(text(answer)):
            if 'type="file"' in form:
                action = ACTION.search(form.partition(">")[0])
                found.add(action[1] if action else address)
        links = {link.partition("?")[0].partition("#")[0] for link in LINK.findall(text(answer))}
        waiting += sorted(link for link in links - seen - set(waiting) if link.startswith("/jual/"))
    return found


def test_the_doors_of_this_test_are_all_there_are(siti, doors):
    assert doors_on(signed_in(siti.user), reverse("workshop:home")) == set(doors)


def test_every_form_that_takes_files_is_bounded(siti, doors, monkeypatch):
    monkeypatch.setattr(quota, "MOST_A_DAY", 100)
    client, pictures = signed_in(siti.user), Picture.objects.count()
    for address, (answers, typed) in doors.items():
        answer = client.post(address, answers)
        assert answer.status_code == 200, address
        assert quota.TOO_MUCH in text(answer), address
        assert typed in text(answer), address
    kept = [model.objects.count() for model in (Consent, GoodsFile, VoiceNote, Contribution)]
    assert (kept, Picture.objects.count()) == ([0, 0, 0, 0], pictures)


def test_where_nobody_can_count_photos_still_come_through(siti, her_day, monkeypatch):
    class Gone:
        def add(self, *_):
            raise AWAY[0]

    monkeypatch.setattr(counting, "cache", Gone())
    client = signed_in(siti.user)
    assert [list_one(client).status_code for _ in range(3)] == [302] * 3
