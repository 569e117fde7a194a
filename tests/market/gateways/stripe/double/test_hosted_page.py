"""The page where the buyer pays: an ordinary form, in Indonesian and English, that says what it is."""

from __future__ import annotations

import pytest
import requests

from tests.market.gateways.conftest import ASKS, DECLINED, PAYS, POOR, Double


def status(double: Double, session_id: str) -> tuple[str | None, str]:
    session = double.sdk.v1.checkout.sessions.retrieve(session_id)
    return session.status, session.payment_status


def test_it_says_plainly_that_it_is_a_simulation(double: Double) -> None:
    page = requests.get(double.open_session().url, timeout=10)
    assert "SIMULASI — tidak ada uang sungguhan" in page.text
    assert '<html lang="id">' in page.text
    assert "Rp58.000" in page.text
    assert "Amplang" in page.text
    assert 'href="http://127.0.0.1:9/batal"' in page.text


def test_it_speaks_english_when_the_session_does(double: Double) -> None:
    page = requests.get(double.open_session(locale="en").url, timeout=10).text
    assert "SIMULATION — no real money" in page
    assert "Card number" in page
    assert "Nomor kartu" not in page


def test_it_is_a_form_without_scripts(double: Double) -> None:
    page = requests.get(double.open_session().url, timeout=10)
    assert "<script" not in page.text
    assert "style=" not in page.text
    assert page.headers["Content-Security-Policy"] == "default-src 'none'; style-src 'self'"
    assert requests.get(f"{double.base}/double.css", timeout=10).headers["Content-Type"].startswith("text/css")


def test_it_offers_the_documented_cards_and_fills_one_in(double: Double) -> None:
    session = double.open_session()
    page = requests.get(session.url, timeout=10).text
    for card in (PAYS, DECLINED, POOR, ASKS):
        assert f"?card={card}" in page
    assert f'value="{POOR}"' in requests.get(f"{session.url}?card={POOR}", timeout=10).text


def test_it_takes_the_money_and_sends_the_buyer_back(double: Double) -> None:
    session = double.open_session()
    answer = double.try_card(session, "4242 4242 4242 4242")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"http://127.0.0.1:9/ok?s={session.id}"
    assert status(double, session.id) == ("complete", "paid")


@pytest.mark.parametrize(
    ("number", "sentence", "code"),
    [
        (DECLINED, "Kartu ini ditolak bank", "generic_decline"),
        (POOR, "Saldo kartu ini tidak cukup", "insufficient_funds"),
        ("4000000000009987", "Kartu ini ditolak bank", "lost_card"),
        ("4000000000009979", "Kartu ini ditolak bank", "stolen_card"),
        ("4000000000000119", "belum bisa diproses", "processing_error"),
        ("4000000000000069", "sudah tidak berlaku", "expired_card"),
        ("4000000000000127", "Kode CVC kartu ini salah", "incorrect_cvc"),
    ],
)
def test_it_says_beside_the_card_why_it_was_declined(double: Double, number: str, sentence: str, code: str) -> None:
    session = double.open_session()
    answer = double.try_card(session, number)
    assert answer.status_code == 402
    assert sentence in answer.text.split('id="error_card"')[1].split("</p>")[0]
    assert status(double, session.id) == ("open", "unpaid")
    intent = double.sdk.v1.payment_intents.list().data[0]
    assert intent.status == "requires_payment_method"
    assert intent.last_payment_error.decline_code == code


def test_it_takes_another_card_after_one_was_declined(double: Double) -> None:
    session = double.open_session()
    double.try_card(session, DECLINED)
    assert double.try_card(session).status_code == 303
    assert [charge.paid for charge in double.sdk.v1.charges.list().data] == [True, False]
    assert len(double.sdk.v1.payment_intents.list().data) == 1


def test_it_lets_the_holder_agree(double: Double) -> None:
    session = double.open_session()
    answer = double.try_card(session, ASKS)
    question = double.base + answer.headers["Location"]
    assert "Setujui" in requests.get(question, timeout=10).text
    assert status(double, session.id) == ("open", "unpaid")
    agreed = requests.post(question, {"answer": "agree"}, allow_redirects=False, timeout=10)
    assert agreed.headers["Location"].startswith("http://127.0.0.1:9/ok")
    assert status(double, session.id) == ("complete", "paid")


def test_it_lets_the_holder_refuse(double: Double) -> None:
    session = double.open_session()
    question = double.base + double.try_card(session, ASKS).headers["Location"]
    back = requests.post(question, {"answer": "refuse"}, timeout=10)
    assert "Pemilik kartu tidak menyetujui" in back.text
    assert status(double, session.id) == ("open", "unpaid")


def test_it_takes_no_money_from_an_answer_that_nobody_asked_for(double: Double) -> None:
    session = double.open_session()
    requests.post(f"{double.base}/c/secure/{session.id}", {"answer": "agree"}, allow_redirects=False, timeout=10)
    assert status(double, session.id) == ("open", "unpaid")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"number": "5500 0000 0000 0004"}, "card"),
        ({"number": ""}, "card"),
        ({"expiry": "01/20"}, "expiry"),
        ({"expiry": "13/34"}, "expiry"),
        ({"expiry": "soon"}, "expiry"),
        ({"cvc": "12"}, "cvc"),
        ({"cvc": "12a"}, "cvc"),
    ],
)
def test_it_keeps_what_was_typed_and_says_beside_it_what_is_wrong(
    double: Double, typed: dict[str, str], field: str
) -> None:
    answer = double.try_card(double.open_session(), **typed)
    assert answer.status_code == 400
    assert f'id="error_{field}"' in answer.text
    assert f'value="{next(iter(typed.values()))}"' in answer.text
    assert double.sdk.v1.charges.list().data == []


def test_it_escapes_what_was_typed(double: Double) -> None:
    session = double.open_session()
    assert "<b>" not in double.try_card(session, '"><b>').text
    assert "<b>" not in requests.get(session.url, {"card": '"><b>'}, timeout=10).text


def test_it_takes_the_money_once_when_the_button_is_pressed_twice(double: Double) -> None:
    session = double.open_session()
    first, second = double.try_card(session), double.try_card(session)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(double.sdk.v1.charges.list().data) == 1


def test_it_says_so_when_the_page_is_over_or_unknown(double: Double) -> None:
    session = double.open_session()
    double.sdk.v1.checkout.sessions.expire(session.id)
    assert "Waktu bayar sudah habis" in requests.get(session.url, timeout=10).text
    assert double.try_card(session).status_code == 410
    assert requests.get(f"{double.base}/c/pay/cs_none", timeout=10).status_code == 404


def test_it_lists_what_it_remembers(double: Double) -> None:
    session = double.paid_session()
    page = requests.get(double.base, timeout=10).text
    assert session.id in page
    assert "checkout.session.completed" in page
