"""/jual/uang/rekening/: entered once and shown back, changed only with a fresh proof, stopped by one button."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from market.gateways.bills.models import ReceivingAccount
from market.gateways.bills.receiving import check_account, standing_of
from market.notify.models import Message
from tests.market.gateways.qris.stickers import RAHMAN, SARI
from tests.sellers.conftest import signed_in

pytestmark = pytest.mark.django_db

ALL = reverse("workshop:accounts")
BANK = reverse("workshop:account", args=["bank"])
QRIS = reverse("workshop:account", args=["qris"])
STOP = reverse("workshop:stop_account", args=["bank"])
PROOF = reverse("accounts:proof")
TYPED = {"bank": "124", "number": "0012 3456 78", "holder": "Siti Aminah"}
NEW = {"bank": "014", "number": "1234567890", "holder": "Siti Aminah"}
KEEP = {"keep": "1"}


def text(response):
    return response.content.decode()


@pytest.fixture
def client(siti):
    return signed_in(siti.user)


@pytest.fixture
def in_use(siti, client, operator):
    """Her bank account, checked."""
    client.post(BANK, TYPED | KEEP)
    return check_account(account=ReceivingAccount.objects.get(), by=operator, now=timezone.now())


def prove(client, settings):
    """Go the way to the proof and back, as she would."""
    settings.DEMO_SIGN_IN_CODE = "000000"
    client.post(PROOF, {"action": "send", "next": BANK})
    return client.post(PROOF, {"action": "verify", "code": "000000", "next": BANK})


def test_it_is_shown_back_before_it_is_kept(client, siti):
    assert "Belum ada" in text(client.get(ALL))
    page = text(client.post(BANK, TYPED))
    for word in ("Apakah ini benar?", "Bankaltimtara", "0012345678", "Siti Aminah"):
        assert word in page
    assert not ReceivingAccount.objects.exists()
    page = text(client.post(BANK, TYPED | KEEP, follow=True))
    assert "menunggu diperiksa petugas" in page
    account = ReceivingAccount.objects.get()
    assert (account.partner, account.number, account.entered_by) == (siti.seller.partner, "0012345678", siti.user)


def test_going_back_keeps_what_was_typed(client):
    page = text(client.post(BANK, TYPED | {"back": "1"}))
    assert 'value="0012 3456 78"' in page
    assert '<option value="124" selected>' in page
    assert not ReceivingAccount.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"bank": ""}, "Pilih bank dari daftar"),
        ({"bank": "999"}, "Pilih bank dari daftar"),
        ({"number": "12a4567890"}, "hanya angka"),
        ({"number": "9" * 200_000}, "terlalu panjang"),
        ({"bank": "014", "number": "123456789"}, "harus 10 angka"),
        ({"holder": ""}, "Tulis nama pemilik rekening"),
        ({"holder": "12345"}, "huruf"),
        ({"holder": "Siti\x00"}, "field__error"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_is_lost(client, wrong, said):
    page = text(client.post(BANK, TYPED | wrong | KEEP))
    assert said in page
    assert page.count("field__error") == 1
    kept = {"number": "0012 3456 78", "holder": "Siti Aminah"}
    for name, value in kept.items():
        if name not in wrong:
            assert f'value="{value}"' in page
    assert not ReceivingAccount.objects.exists()


def test_a_sticker_is_read_from_its_photo_and_shown_back(client):
    drawn = BytesIO()
    segno.make(SARI).save(drawn, kind="png", scale=8, border=6)
    photo = SimpleUploadedFile("stiker.png", drawn.getvalue(), content_type="image/png")
    page = text(client.post(QRIS, {"photo": photo}))
    for word in ("Apakah ini benar?", "DAPUR IBU SARI", "ID1026123456789", SARI.replace("'", "&#x27;")):
        assert word in page
    client.post(QRIS, {"payload": SARI} | KEEP)
    assert ReceivingAccount.objects.get().payload == SARI


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Foto stikernya"),
        ({"payload": "halo"}, "bukan kode QRIS"),
        ({"payload": SARI[:-1] + "0"}, "tidak utuh"),
        ({"payload": "0002" * 100_000}, "terlalu panjang"),
        ({"payload": "<script>alert(1)</script>"}, "bukan kode QRIS"),
    ],
)
def test_a_code_that_is_none_is_refused_in_plain_words(client, typed, said):
    page = text(client.post(QRIS, typed | KEEP))
    assert said in page
    assert "<script>alert" not in page
    assert not ReceivingAccount.objects.exists()


def test_a_photo_that_is_none_is_refused_in_plain_words(client):
    page = text(client.post(QRIS, {"photo": SimpleUploadedFile("x.png", b"GIF89a")}))
    assert "field__error" in page


def test_a_second_press_keeps_one(client):
    for _ in range(2):
        assert client.post(BANK, TYPED | KEEP).url == ALL
    assert ReceivingAccount.objects.count() == 1


def test_a_change_asks_for_proof_first(client, in_use):
    answer = client.get(BANK)
    assert answer.url == f"{PROOF}?next={BANK.replace('/', '%2F')}"


def test_a_code_that_signed_her_in_just_now_is_not_the_second_proof(siti, in_use, settings):
    settings.DEMO_SIGN_IN_CODE = "000000"
    newly = Client()
    newly.post(reverse("account_login"), {"phone": siti.user.phone})
    newly.post(reverse("account_confirm_login_code"), {"code": "000000", "action": "verify"})
    assert newly.get(ALL).status_code == 200
    assert newly.post(BANK, NEW | KEEP).url.startswith(PROOF)
    prove(newly, settings)
    assert newly.post(BANK, NEW | KEEP).url == ALL


def test_what_was_typed_is_there_again_after_the_proof(client, in_use, settings):
    answer = client.post(BANK, NEW)
    assert answer.url.startswith(PROOF)
    assert prove(client, settings).url == BANK
    page = text(client.get(BANK))
    assert 'value="1234567890"' in page
    assert '<option value="014" selected>' in page
    assert f"Sekarang dipakai: <strong>{in_use}" in page


def test_a_change_waits_and_everybody_hears_of_it(client, siti, in_use, settings):
    assert client.post(BANK, NEW | KEEP).url.startswith(PROOF)
    assert ReceivingAccount.objects.count() == 1
    prove(client, settings)
    assert client.post(BANK, NEW | KEEP).url == ALL
    standing = standing_of(partner=siti.seller.partner, kind="bank")
    assert standing.in_use == in_use
    assert standing.waiting.number == "1234567890"
    assert standing.waiting.active_from > timezone.now() + timedelta(hours=47)
    page = text(client.get(ALL))
    assert "Dipakai paling cepat" in page
    assert "Batalkan perubahan" in page
    assert Message.objects.filter(template="receiving_account_changed", phone=siti.user.phone).exists()
    assert client.get(BANK).url == ALL  # one change at a time


def test_the_same_again_is_said_beside_the_number(client, in_use, settings):
    prove(client, settings)
    page = text(client.post(BANK, TYPED | KEEP))
    assert "sama dengan yang sedang dipakai" in page


def test_a_change_is_stopped_by_one_button(client, siti, in_use, settings):
    prove(client, settings)
    client.post(BANK, NEW | KEEP)
    assert "Yang dipakai tidak berubah" in text(client.post(STOP, follow=True))
    standing = standing_of(partner=siti.seller.partner, kind="bank")
    assert (standing.in_use, standing.waiting) == (in_use, None)
    assert "Tidak ada yang menunggu" in text(client.post(STOP, follow=True))
    page = text(client.get(ALL))
    assert "Riwayat" in page
    assert "BCA 1234567890" in page  # hers, and all of it


def test_what_she_typed_for_one_kind_is_not_shown_for_the_other(client, in_use, settings):
    client.post(BANK, NEW)
    prove(client, settings)
    assert "1234567890" not in text(client.get(QRIS))


def test_a_kind_that_is_none_is_not_found(client):
    for kind in ("cash", "x", "bank2"):
        assert client.get(f"/jual/uang/rekening/{kind}/").status_code == 404
        assert client.post(f"/jual/uang/rekening/{kind}/batal/").status_code == 404


def test_another_seller_sees_and_stops_nothing(client, siti, ratna, in_use, settings):
    prove(client, settings)
    client.post(BANK, NEW | KEEP)
    other = signed_in(ratna.user)
    for address in (ALL, BANK, QRIS):
        page = text(other.get(address))
        assert "0012345678" not in page
        assert "1234567890" not in page
    other.post(STOP)
    assert standing_of(partner=siti.seller.partner, kind="bank").waiting
    other.post(BANK, NEW | KEEP)
    assert ReceivingAccount.objects.filter(partner=ratna.seller.partner).count() == 1


def test_the_page_costs_the_same_for_one_as_for_many(client, siti, in_use, django_assert_max_num_queries):
    for number in range(5):
        ReceivingAccount.objects.create(
            partner=siti.seller.partner, kind="qris", payload=RAHMAN, holder=f"X{number}", merchant_id="ID1",
            state="retired", active_from=timezone.now(), entered_by=siti.user,
        )  # fmt: skip
    with django_assert_max_num_queries(8):
        client.get(ALL)
