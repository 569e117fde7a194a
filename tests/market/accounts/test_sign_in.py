from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from market.accounts.models import User
from market.notify.models import Message
from tests.market.accounts.conftest import CODE, PHONE, SIGN_IN, last_code

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Any]


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def guess(client: Client, code: str, **more: str) -> Any:
    return client.post(CODE, {"code": code, "action": "verify", **more})


def wrong(phone: str = PHONE) -> str:
    return "111111" if last_code(phone) != "111111" else "222222"


def test_it_makes_one_account_of_one_number_in_three_spellings(sign_in: SignIn) -> None:
    for typed in ["081234567890", "6281234567890", "+62 812-3456-7890"]:
        browser = Client()
        sign_in(typed, by=browser)
        assert is_in(browser)
    user = User.objects.get()
    assert user.phone == PHONE
    assert user.is_phone_verified
    assert not user.has_usable_password()
    assert user.email == ""


def test_it_makes_no_account_before_the_right_code(client: Client) -> None:
    client.post(SIGN_IN, {"phone": PHONE})
    guess(client, wrong())
    assert not User.objects.exists()


def test_it_answers_alike_whether_or_not_the_number_has_an_account(client: Client) -> None:
    User.objects.create_user(PHONE)
    known, unknown = Client(), Client()
    answers = [known.post(SIGN_IN, {"phone": PHONE}), unknown.post(SIGN_IN, {"phone": "081299998888"})]
    assert [(a.status_code, a["Location"]) for a in answers] == [(302, CODE)] * 2
    pages = [c.get(CODE).content.decode() for c in (known, unknown)]
    plain = [p.replace("0812 3456 7890", "N").replace("0812 9999 8888", "N") for p in pages]
    assert [without_tokens(p) for p in plain][0] == without_tokens(plain[1])
    assert Message.objects.count() == 2


def without_tokens(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_it_asks_the_same_of_the_database_whether_or_not_the_number_has_an_account() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    User.objects.create_user(PHONE)
    counts = []
    for phone in (PHONE, "081299998888"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            Client().post(SIGN_IN, {"phone": phone})
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_it_ends_after_three_wrong_codes(client: Client) -> None:
    client.post(SIGN_IN, {"phone": PHONE})
    right = last_code()
    for left in (2, 1):
        page = guess(client, wrong())
        assert page.status_code == 200
        assert "Kode belum cocok" in page.content.decode()
        assert f"Masih bisa dicoba {left} kali" in page.content.decode()
        assert "yang tertulis 2 angka" in guess(client, "1 2").content.decode(), "no code at all is no guess"
    assert guess(client, wrong())["Location"] == SIGN_IN
    guess(client, right)
    assert not is_in(client)
    assert "salah 3 kali" in client.get(SIGN_IN).content.decode()


def test_it_counts_wrong_codes_also_of_one_who_rewinds_the_session(client: Client) -> None:
    """Parallel guesses each read the session as it was; the count must not live in the session alone."""
    client.post(SIGN_IN, {"phone": PHONE})
    before, right = dict(client.session.items()), last_code()
    for _ in range(3):
        guess(client, wrong())
        session = client.session
        session.update(before)
        session.save()
    guess(client, right)
    assert not is_in(client)


def test_it_forgets_a_code_after_five_minutes(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.post(SIGN_IN, {"phone": PHONE})
    later = time.time() + 301
    monkeypatch.setattr(time, "time", lambda: later)
    answer = guess(client, last_code())
    assert answer["Location"] == SIGN_IN
    assert not is_in(client)
    assert "lewat 5 menit" in client.get(SIGN_IN).content.decode()


def test_it_sends_a_new_code_that_replaces_the_old_one(client: Client) -> None:
    client.post(SIGN_IN, {"phone": PHONE})
    old = last_code()
    guess(client, wrong())
    page = client.post(CODE, {"action": "resend"}, follow=True)
    assert "Kode baru sudah dikirim" in page.content.decode()
    new = last_code()
    assert Message.objects.count() == 2
    if old != new:
        guess(client, old)
        assert not is_in(client)
    guess(client, f" {new[:3]} {new[3:]} ")
    assert is_in(client)


def test_it_works_once_per_code_and_only_in_the_browser_that_asked(client: Client) -> None:
    client.post(SIGN_IN, {"phone": PHONE})
    stranger = Client()
    assert guess(stranger, last_code())["Location"] == SIGN_IN
    assert not is_in(stranger)
    guess(client, last_code())
    assert is_in(client)
    client.post("/akun/keluar/")
    guess(client, last_code())
    assert not is_in(client)


def test_it_keeps_no_code_in_the_session(client: Client) -> None:
    client.post(SIGN_IN, {"phone": PHONE})
    assert last_code() not in str(dict(client.session.items()))


def test_it_lets_people_go_back_and_type_another_number(client: Client) -> None:
    client.post(SIGN_IN, {"phone": PHONE})
    assert client.get(SIGN_IN).status_code == 200
    client.post(SIGN_IN, {"phone": "081299998888"})
    guess(client, last_code("+6281299998888"))
    assert User.objects.get().phone == "+6281299998888"


def test_it_says_what_is_wrong_with_a_number_and_keeps_what_was_typed(client: Client) -> None:
    page = client.post(SIGN_IN, {"phone": "0812"}).content.decode()
    assert "Contoh: 0812 3456 7890" in page
    assert 'value="0812"' in page
    assert not Message.objects.exists()


def test_it_turns_away_an_account_that_was_closed(client: Client, sign_in: SignIn) -> None:
    User.objects.create_user(PHONE, is_active=False)
    assert sign_in()["Location"] == "/akun/nonaktif/"
    assert not is_in(client)
    assert "dinonaktifkan" in client.get("/akun/nonaktif/").content.decode()


def test_it_speaks_english_under_en_also_in_the_message(client: Client) -> None:
    client.post("/en/akun/masuk/", {"phone": PHONE})
    assert "sign-in code" in Message.objects.get().text


def test_it_counts_the_guesses_of_each_code_for_itself_even_where_all_codes_are_alike(settings: Any) -> None:
    settings.DEMO_SIGN_IN_CODE = "000000"
    for _ in range(3):
        browser = Client()
        browser.post(SIGN_IN, {"phone": PHONE})
        guess(browser, "123456")
        guess(browser, "000000")
        assert is_in(browser)


def test_it_signs_in_with_the_demo_code_only_in_the_demo(client: Client, settings: Any, sign_in: SignIn) -> None:
    settings.DEMO_SIGN_IN_CODE = "000000"
    client.post(SIGN_IN, {"phone": PHONE})
    assert last_code() == "000000"
    assert "000000" in client.get(CODE).content.decode()
    settings.DEMO = False
    codes = set()
    for n in range(3):
        Client().post(SIGN_IN, {"phone": f"08129999888{n}"})
        codes.add(last_code(f"+628129999888{n}"))
    assert codes != {"000000"}


@pytest.mark.parametrize("then", ["/jual/", "/kelola/pages/?x=1", "/en/akun/"])
def test_it_leads_on_to_where_the_person_was_going(then: str, sign_in: SignIn) -> None:
    assert sign_in(then=then)["Location"] == then


EVIL = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "http:evil.example",
    "https:/evil.example",
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    "/%09/evil.example".replace("%09", "\t"),
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    " https://evil.example",
    "data:text/html,x",
    "ftp://testserver/",
]


@pytest.mark.parametrize("then", EVIL)
def test_it_leads_nobody_out_of_the_house(then: str, client: Client, sign_in: SignIn) -> None:
    assert sign_in(then=then)["Location"] == "/akun/"
    page = Client().get(SIGN_IN, {"next": then})
    assert page.status_code == 200
    again = client.get(SIGN_IN, {"next": then})
    assert again["Location"] == "/akun/"
    assert client.post("/akun/keluar/", {"next": then})["Location"] == "/"
