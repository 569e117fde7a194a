"""A visitor asks about a place; the village's contact answers through a link; each hears of it once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from cms.enquiries import actions
from cms.enquiries.actions import AlreadyAnswered, Said, TooManyEnquiries, answer_enquiry, enquire
from cms.enquiries.forgetting import KEPT, forget_old_enquiries
from cms.enquiries.models import Enquiry
from cms.enquiries.reminding import remind_contacts
from cms.models import DestinationPage, HomePage, RoutePage, VillagePage
from cms.tasks import make_village_pages
from cms.tree.actions import publish_destination
from cms.tree.publishing import publish, translate
from market.accounts.models import User
from market.notify.models import Message
from market.outbox.actions import sweep
from market.outbox.models import Effect
from market.regions.models import Village
from tests.cms.conftest import page_text
from tests.market.shop.goods import make_shop, make_village

CONTACT, VISITOR = "+628123456789", "+628111222333"


@pytest.fixture
def village(db: None) -> Village:
    return make_village()


@pytest.fixture
def place(home: HomePage, village: Village) -> DestinationPage:
    return publish_destination(
        title="Danau Semayang",
        lead="Danau luas di tengah Mahakam.",
        village=village,
        regency=village.district.regency,
        picture=None,
        body=[],
        contact_name="Pak Edi",
        contact_phone=CONTACT,
        homestay_rooms=3,
    )


def asked(place: DestinationPage, **words: Any) -> Enquiry:
    more = {name: words.pop(name) for name in ("user", "asked_from", "now") if name in words}
    said = {"wish": "Melihat pesut.", "phone": VISITOR, "people": 2, "name": "Rina", "about": "place", **words}
    said = {"arrives_on": None, "leaves_on": None, **said}
    return enquire(page=place, said=Said(**said), **{"now": timezone.now(), **more})


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


def test_without_a_contact_of_its_own_the_village_is_asked(client: Client, home: HomePage, village: Village) -> None:
    make_shop(village=village)
    make_village_pages()
    VillagePage.objects.update(contact_name="Pak Lurah", contact_phone=CONTACT)
    route = publish(RoutePage(title="Susur Mahakam", lead="Dua hari menyusur Mahakam.", village=village), body=[])
    address = f"/kunjungan/{route.pk}/"
    assert address in page_text(client, route.url)
    assert client.post(address, filled(about="route")).status_code == 302
    sweep()
    assert Enquiry.objects.get().page_id == route.pk
    assert Message.objects.filter(phone=CONTACT, template="visit_asked").exists()


def test_it_speaks_of_the_place_in_the_language_of_the_page(client: Client, place: DestinationPage) -> None:
    assert 'Back to <span lang="id">Danau Semayang</span>' in page_text(client, f"/en/kunjungan/{place.pk}/")

    english = translate(place, Locale.objects.get(language_code="en"), {"title": "The lake of Semayang"})

    for page in (place, english):
        assert "Kembali ke Danau Semayang" in page_text(client, f"/kunjungan/{page.pk}/")
        assert "Back to The lake of Semayang" in page_text(client, f"/en/kunjungan/{page.pk}/")


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
        ({"wish": ""}, "Tulis yang Anda tanyakan."),
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
    place = publish_destination(
        title="Bukit", lead="Bukit tinggi di tepi sungai.", village=village, picture=None, body=[]
    )
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


def test_a_contact_who_lets_a_visitor_wait_is_reminded_once(place: DestinationPage) -> None:
    enquiry = asked(place)
    assert remind_contacts(enquiry.due_at) == 0
    late = enquiry.due_at + timedelta(hours=1)
    assert [remind_contacts(late) for _hour in range(2)] == [1, 0]
    message = Message.objects.get(template="visit_reminded")
    assert message.phone == enquiry.contact_phone
    assert enquiry.secret_for("answer") in message.text


def test_nobody_is_reminded_of_what_was_answered(place: DestinationPage) -> None:
    enquiry = asked(place)
    answer_enquiry(enquiry=enquiry, text="Bisa.", now=enquiry.asked_at)
    assert remind_contacts(enquiry.due_at + timedelta(hours=1)) == 0


def test_a_corrected_date_or_number_of_people_is_another_one(place: DestinationPage) -> None:
    first, again = asked(place), asked(place, people=20)
    later = asked(place, people=20, arrives_on=date(2027, 1, 2))
    assert len({first, again, later}) == 3
    assert asked(place, people=20, name="Rina W.") == again


def test_a_contact_is_not_flooded_by_many(place: DestinationPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_TO_CONTACT", 2)
    for number in range(2):
        asked(place, phone=f"+62811122233{number}")
    with pytest.raises(TooManyEnquiries):
        asked(place, phone="+628111222339")


def test_one_network_writes_to_one_contact_a_few_times_and_to_others_still(place: DestinationPage) -> None:
    for number in range(actions.MOST_BY_NETWORK_TO_CONTACT):
        asked(place, phone=f"+62811122240{number}", asked_from="warnet")
    with pytest.raises(TooManyEnquiries):
        asked(place, phone="+628111222499", asked_from="warnet")
    assert asked(place, phone="+628111222499", asked_from="rumah").pk
    place.contact_phone = "+628123456700"
    assert asked(place, phone="+628111222498", asked_from="warnet").pk


def test_a_contact_is_written_to_so_often_in_a_day(place: DestinationPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_TO_CONTACT_A_DAY", 2)
    now = timezone.now()
    for hours in (23, 5):
        asked(place, phone=f"+6281112225{hours:02}", now=now - timedelta(hours=hours))
    with pytest.raises(TooManyEnquiries):
        asked(place, phone="+628111222599", now=now)
    assert asked(place, phone="+628111222599", now=now + timedelta(hours=2)).pk


def test_what_belongs_to_no_regency_is_seen_by_every_editor(
    editing: Client, editor: User, place: DestinationPage
) -> None:
    kept = asked(place)
    Enquiry.objects.update(regency=None)
    editor.regency = place.village.district.regency
    editor.save()
    assert editing.get(f"/kelola/kunjungan/{kept.pk}/").status_code == 200


def nothing_is_left(wish: str = "Melihat pesut.") -> bool:
    return not Enquiry.objects.exists() and not Message.objects.filter(text__contains=wish).exists()


def test_what_is_forgotten_leaves_no_message(editing: Client, place: DestinationPage) -> None:
    kept = asked(place, user=User.objects.create_user(VISITOR, is_phone_verified=True))
    answer_enquiry(enquiry=kept, text="Bisa.", now=timezone.now())
    assert Message.objects.filter(text__contains="Bisa.").exists()
    editing.post(f"/kelola/kunjungan/{kept.pk}/", {"delete": "1"})
    assert nothing_is_left()
    assert not Message.objects.filter(phone=VISITOR).exists()
    while sweep():  # what waited to be sent is not missed
        pass
    assert not Effect.objects.filter(done_at=None).exists()


def test_it_goes_with_the_person_who_asked(place: DestinationPage) -> None:
    asked(place)  # before she had an account
    User.objects.create_user(VISITOR).delete()
    assert nothing_is_left()


def test_it_goes_a_year_after_its_answer(place: DestinationPage) -> None:
    kept, now = asked(place), timezone.now()
    answer_enquiry(enquiry=kept, text="Bisa.", now=now)
    assert forget_old_enquiries(now + KEPT) == 0
    assert forget_old_enquiries(now + KEPT + timedelta(days=1)) == 1
    assert nothing_is_left()
