"""A visitor asks about a place; the village's contact answers through a link; each hears of it once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.actions import publish_destination
from cms.enquiries.actions import AlreadyAnswered, TooManyEnquiries, answer_enquiry, enquire
from cms.enquiries.models import Enquiry
from cms.models import DestinationPage, HomePage
from market.accounts.models import User
from market.notify.models import Message
from market.regions.models import Village
from tests.cms.conftest import page_text
from tests.market.shop.goods import make_village

CONTACT, VISITOR = "+628123456789", "+628111222333"


@pytest.fixture
def village(db: None) -> Village:
    return make_village()


@pytest.fixture
def place(home: HomePage, village: Village) -> DestinationPage:
    return publish_destination(
        title="Danau Semayang",
        lead="Luas.",
        village=village,
        regency=village.district.regency,
        picture=None,
        body=[],
        contact_name="Pak Edi",
        contact_phone=CONTACT,
        homestay_rooms=3,
    )


def asked(place: DestinationPage, **words: Any) -> Enquiry:
    said = {"wish": "Melihat pesut.", "phone": VISITOR, "people": 2, "name": "Rina", "about": "place", **words}
    return enquire(page=place, arrives_on=None, leaves_on=None, now=timezone.now(), **said)


def filled(**words: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=7)
    said = {
        "arrives_on": day,
        "leaves_on": day + timedelta(days=1),
        "people": 4,
        "wish": "Melihat pesut.",
        "name": "Rina",
    }
    return {**said, "phone": "0811 1222 333", "stays": "on", **words}


def test_it_is_kept_with_a_clock_and_told_to_the_contact(client: Client, place: DestinationPage) -> None:
    assert f"/kunjungan/{place.pk}/" in page_text(client, place.url)
    answer = client.post(f"/kunjungan/{place.pk}/", filled())
    kept = Enquiry.objects.get()
    assert answer["Location"] == f"/kunjungan/baca/{kept.secret_for('read')}/"
    assert (kept.about, kept.people, kept.phone, kept.due_at - kept.asked_at) == (
        "homestay",
        4,
        VISITOR,
        timedelta(days=2),
    )
    [message] = Message.objects.filter(phone=CONTACT)
    assert "Melihat pesut." in message.text
    assert f"/kunjungan/jawab/{kept.secret_for('answer')}/" in message.text
    assert VISITOR not in message.text


def test_the_contact_answers_by_link_once_and_the_visitor_hears(client: Client, place: DestinationPage) -> None:
    kept = asked(place)
    link = f"/kunjungan/jawab/{kept.secret_for('answer')}/"
    assert "Melihat pesut." in page_text(client, link)
    client.post(link, {"text": "Bisa, hari Sabtu."})
    client.post(link, {"text": "Tidak jadi."})
    kept.refresh_from_db()
    assert (kept.answer, kept.answered_by) == ("Bisa, hari Sabtu.", None)
    [message] = Message.objects.filter(phone=VISITOR)
    assert "Bisa" not in message.text  # nobody has proved that number
    assert "Bisa, hari Sabtu." in page_text(client, f"/kunjungan/baca/{kept.secret_for('read')}/")


def test_whoever_proved_the_number_gets_the_answer_itself(place: DestinationPage) -> None:
    rina = User.objects.create_user(VISITOR, first_name="Rina", is_phone_verified=True)
    kept = asked(place, user=rina)
    answer_enquiry(enquiry=kept, text="Bisa.", now=timezone.now())
    assert "Bisa." in Message.objects.get(phone=VISITOR).text
    with pytest.raises(AlreadyAnswered):
        answer_enquiry(enquiry=kept, text="Lain.", now=timezone.now())


def test_strangers_open_nothing(client: Client, place: DestinationPage) -> None:
    kept = asked(place)
    read, answer = kept.secret_for("read"), kept.secret_for("answer")
    for address in (f"jawab/{read}", f"baca/{answer}", f"baca/{kept.pk}-x", f"jawab/0{answer}", "baca/x"):
        assert client.get(f"/kunjungan/{address}/").status_code == 404
    assert client.get(f"/kunjungan/jawab/{answer}/")["X-Robots-Tag"].startswith("noindex")


def test_the_same_again_is_one_and_a_flood_is_refused(place: DestinationPage) -> None:
    assert asked(place) == asked(place)
    for number in range(2):
        asked(place, wish=f"Lagi {number}")
    with pytest.raises(TooManyEnquiries):
        asked(place, wish="Dan lagi")
    assert Message.objects.filter(phone=CONTACT).count() == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"wish": ""}, "Tulis keinginan Anda."),
        ({"phone": "12"}, "Nomor telepon belum benar."),
        ({"people": "0"}, "Paling sedikit satu orang."),
        ({"arrives_on": "2020-01-01"}, "Tanggal ini sudah lewat."),
        ({"leaves_on": "2020-01-01"}, "Pulangnya sebelum datang."),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_nothing_is_lost(
    client: Client, place: DestinationPage, words: dict[str, str], said: str
) -> None:
    text = client.post(f"/kunjungan/{place.pk}/", filled(**words)).content.decode()
    assert said in text
    assert 'value="Rina"' in text
    assert not Enquiry.objects.exists()


def test_a_machine_leaves_nothing(client: Client, place: DestinationPage) -> None:
    assert client.post(f"/kunjungan/{place.pk}/", filled(website="x"))["Location"] == place.url
    assert not Enquiry.objects.exists()


def test_where_nobody_answers_nothing_can_be_asked(client: Client, home: HomePage, village: Village) -> None:
    place = publish_destination(title="Bukit", lead="Tinggi.", village=village, picture=None, body=[])
    assert "/kunjungan/" not in page_text(client, place.url)
    assert client.get(f"/kunjungan/{place.pk}/").status_code == 404


def test_editors_see_what_is_overdue_answer_in_her_stead_and_delete(editing: Client, place: DestinationPage) -> None:
    kept = asked(place)
    assert "TERLAMBAT" not in page_text(editing, "/kelola/kunjungan/")
    Enquiry.objects.update(due_at=timezone.now() - timedelta(hours=1))
    assert "TERLAMBAT" in page_text(editing, "/kelola/kunjungan/")
    editing.post(f"/kelola/kunjungan/{kept.pk}/", {"text": "Kami tanyakan dulu."})
    kept.refresh_from_db()
    assert kept.answered_by is not None
    assert "TERLAMBAT" not in page_text(editing, "/kelola/kunjungan/")
    editing.post(f"/kelola/kunjungan/{kept.pk}/", {"delete": "1"})
    assert not Enquiry.objects.exists()


def test_an_editor_of_another_regency_sees_none_of_it(editing: Client, editor: User, place: DestinationPage) -> None:
    kept = asked(place)
    elsewhere = make_village("64.08.03.2001", "Sangatta Utara", "Sangatta").district.regency
    editor.regency = elsewhere
    editor.save()
    assert "Danau Semayang" not in page_text(editing, "/kelola/kunjungan/")
    assert editing.get(f"/kelola/kunjungan/{kept.pk}/").status_code == 404
