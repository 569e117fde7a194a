"""A code is read out to a person who stands there: to one's own producers only, logged, once, five minutes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from market.accounts.models import Guess, SpokenCode, User
from market.accounts.roles import EDITOR, OPERATOR, appoint
from market.accounts.spoken import NotForThisAccount, TooManySpoken, make_spoken_code, use_spoken_code
from market.notify.models import Message
from sellers.models import Seller
from tests.cast import sign_in
from tests.sellers.consents import a_colleague, a_maker

pytestmark = pytest.mark.django_db
PAGE, SPOKEN, OFFICE = "/jual/kode-masuk/", "/akun/kode-lisan/", "/kelola/persetujuan/kode-lisan/"
NOW = timezone.now()


@pytest.fixture
def imah(hub):
    maker = a_maker(hub)
    maker.user = User.objects.create_user("+6281255550001", first_name="Acil Imah")
    maker.save()
    return maker


def read(client, producer):
    """Return the code on the page, as it is read out."""
    answer = client.post(PAGE, {"producer": producer.pk})
    return answer.context.get("code", "") if answer.status_code == 200 else ""


def typed(browser, phone, code):
    return browser.post(SPOKEN, {"phone": phone, "code": code})


def test_a_facilitator_reads_a_code_out_and_the_producer_is_in(client, hub, siti, imah):
    colleague = a_colleague(hub)
    sign_in(client, colleague)
    assert "Acil Imah" in client.get(PAGE).content.decode()
    code = read(client, imah)
    assert len(code) == 9
    hers = Client()
    assert typed(hers, "0812 5555 0001", code).status_code == 302
    assert hers.session["_auth_user_id"] == str(imah.user.pk)

    row = SpokenCode.objects.get()
    assert (row.actor, row.principal, row.used_at is not None) == (colleague, imah.user, True)
    assert (row.actor_name, row.principal_name) == (str(colleague), "Acil Imah")
    assert code not in str(vars(row))
    told = Message.objects.get(phone=imah.user.phone, template="spoken_code")
    assert str(colleague) in told.text
    assert code not in told.text
    assert "dipakai" in client.get(PAGE).content.decode()
    assert "_auth_user_id" not in typed(Client(), "081255550001", code).wsgi_request.session, "once"


def test_a_suspended_hub_reads_out_nothing(hub, siti, imah):
    Seller.objects.filter(pk=hub.pk).update(status=Seller.Status.SUSPENDED)
    client = Client()
    sign_in(client, siti.user)
    assert client.post(PAGE, {"producer": imah.pk}).status_code == 302
    assert not SpokenCode.objects.exists()


def test_what_was_read_out_proves_nothing_more(client, hub, siti, imah):
    sign_in(client, siti.user)
    hers = Client()
    typed(hers, imah.user.phone, read(client, imah))
    assert hers.get("/akun/dua-langkah/pasang/")["Location"].startswith("/akun/bukti/")
    imah.user.refresh_from_db()
    assert not imah.user.is_phone_verified


def test_it_opens_a_number_at_which_strangers_tried_too_often(client, hub, siti, imah):
    for _ in range(8):
        Guess.objects.create(phone=imah.user.phone, is_known=False, at=timezone.now())
    assert Client().post("/akun/masuk/", {"phone": imah.user.phone}).status_code == 429
    sign_in(client, siti.user)
    hers = Client()
    typed(hers, imah.user.phone, read(client, imah))
    assert "_auth_user_id" in hers.session


def test_three_wrong_tries_end_a_code(hub, siti, imah):
    code = make_spoken_code(principal=imah.user, actor=siti.user, now=NOW)
    wrong = f"{(int(code) + 1) % 10**8:08}"
    for _ in range(3):
        assert use_spoken_code(phone=imah.user.phone, code=wrong, now=NOW) is None
    assert use_spoken_code(phone=imah.user.phone, code=code, now=NOW) is None


def test_it_ends_after_five_minutes_and_with_the_next(hub, siti, imah):
    code = make_spoken_code(principal=imah.user, actor=siti.user, now=NOW)
    assert use_spoken_code(phone=imah.user.phone, code=code, now=NOW + timedelta(minutes=5)) is None
    newer = make_spoken_code(principal=imah.user, actor=siti.user, now=NOW)
    assert use_spoken_code(phone=imah.user.phone, code=code, now=NOW) is None
    assert use_spoken_code(phone=imah.user.phone, code=newer, now=NOW + timedelta(minutes=4)) is not None


def test_five_a_day_for_a_person(hub, siti, imah):
    for _ in range(5):
        make_spoken_code(principal=imah.user, actor=siti.user, now=NOW)
    with pytest.raises(TooManySpoken):
        make_spoken_code(principal=imah.user, actor=siti.user, now=NOW + timedelta(hours=23))
    make_spoken_code(principal=imah.user, actor=siti.user, now=NOW + timedelta(hours=25))


def test_nobody_reads_out_to_the_office_to_who_runs_a_hub_or_to_strangers(client, hub, siti, ratna, imah):
    officer = User.objects.create_user("+6281255550002")
    appoint(user=officer, role=EDITOR)
    for person in (officer, siti.user):
        with pytest.raises(NotForThisAccount):
            make_spoken_code(principal=person, actor=siti.user, now=NOW)
    sign_in(client, siti.user)
    assert client.post(PAGE, {"producer": ratna.pk}).status_code == 404, "another shop's producer"
    assert client.post(PAGE, {"producer": siti.pk}).status_code == 404, "who runs the hub"
    for nonsense in ("", "x", "9" * 50):
        assert client.post(PAGE, {"producer": nonsense}).status_code == 404
    assert sign_in(Client(), ratna.user).post(PAGE, {"producer": imah.pk}).status_code == 404, "not a hub"
    assert sign_in(Client(), imah.user).post(PAGE, {"producer": imah.pk})["Location"] == "/jual/"
    assert Client().post(PAGE, {"producer": imah.pk})["Location"].startswith("/akun/masuk/")
    assert not SpokenCode.objects.exists()


def test_no_answer_tells_who_has_an_account(hub, siti, imah):
    make_spoken_code(principal=imah.user, actor=siti.user, now=timezone.now())
    known, unknown = (typed(Client(), phone, "12345678") for phone in (imah.user.phone, "+6281299990000"))
    assert known.status_code == unknown.status_code == 200
    assert "Kode belum cocok" in known.content.decode()
    assert "Kode belum cocok" in unknown.content.decode()


def test_an_operator_reads_out_within_her_regency(client, siti, ratna):
    here = siti.village.district.regency
    officer = User.objects.create_user("+6281255550003", first_name="Pak Budi")
    appoint(user=officer, role=OPERATOR, regency=here)
    sign_in(client, User.objects.get(pk=officer.pk))
    page = client.post(OFFICE, {"phone": siti.user.phone})
    code = page.context["code"]
    assert code in page.content.decode()
    assert use_spoken_code(phone=siti.user.phone, code=code.replace(" ", ""), now=timezone.now())
    assert "Pak Budi" in client.get(OFFICE).content.decode()
    stranger = User.objects.create_user("+6281255550004")
    for phone in (stranger.phone, "+6281255550099", officer.phone):
        assert "code" not in client.post(OFFICE, {"phone": phone}).context
    assert sign_in(Client(), siti.user).get(OFFICE).status_code in {302, 403}
    assert SpokenCode.objects.count() == 1
