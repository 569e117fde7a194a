"""/jual/kirim/: an operation is done once and answered so for ever; nothing hostile breaks anything."""

from __future__ import annotations

import json
import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from catalogue.models import Product
from market.inbox.models import Arrival
from sellers.models import Seller
from sellers.sync import versions
from tests.market.pictures.made import photo
from tests.sellers.sync.phone import ORIGIN, a_listing, client_of, made, post, send_photo, told, uuid7

pytestmark = pytest.mark.django_db


@pytest.fixture
def listing(siti, hers):
    return a_listing(siti.user, [send_photo(hers, photo(width=320, height=240))])


def test_it_lists_a_product_that_waits_and_says_so(siti, hers, listing, categories):
    answer = told(hers, listing)
    product = Product.objects.get()
    assert answer == {
        "id": listing["id"],
        "state": "done",
        "words": "Amplang ikan pipih terkirim. Petugas akan memeriksanya sebelum tayang.",
        "fields": {},
        "result": {"product": product.pk},
    }
    assert (product.moderation, product.is_public, product.producer) == ("waiting", False, siti)
    assert (product.stockrecords.get().price, product.stockrecords.get().num_in_stock) == (25_000, 12)
    assert product.images.get().original.uploaded_by_user == siti.user
    assert product.categories.get().slug == "camilan"


def test_the_same_sent_again_gets_the_same_answer_for_ever(siti, hers, listing):
    first = told(hers, listing)
    Seller.objects.update(status="suspended")
    Product.objects.update(title="lain")
    assert [told(hers, listing) for _ in range(3)] == [first] * 3
    assert (Product.objects.count(), Arrival.objects.filter(source="jual").count()) == (1, 1)


def test_another_body_under_the_same_id_is_refused(hers, listing):
    told(hers, listing)
    listing["data"]["price"] = 1_000
    answer = post(hers, listing)
    assert (answer.status_code, answer.json()["state"], answer.json()["id"]) == (409, "different", listing["id"])
    assert Product.objects.get().stockrecords.get().price == 25_000


def test_a_listing_whose_photos_have_not_come_is_no_half_listing(siti, hers, listing):
    missing = ["0" * 64, "1" * 64]
    listing["data"]["photos"] += missing
    answer = post(hers, listing)
    assert (answer.status_code, answer.json()["state"], answer.json()["missing"]) == (424, "photos", missing)
    assert not Product.objects.exists()
    assert not Arrival.objects.filter(source="jual").exists(), "nothing was kept: the same may come again"


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"title": ""}, "title", "Tulis nama produk."),
        ({"price": "murah"}, "price", "Tulis harga dengan angka saja, misalnya 25.000."),
        ({"price": 100}, "price", "Harga paling rendah Rp500."),
        ({"price": True}, "price", "Tulis harga dengan angka saja, misalnya 25.000."),
        ({"price": {"x": 1}}, "price", "Jawaban ini tidak terbaca. Tulis lagi."),
        ({"price": 10.5}, "price", "Jawaban ini tidak terbaca. Tulis lagi."),
        ({"stock": None}, "stock", "Tulis berapa yang siap dijual."),
        ({"unit_of_sale": "karung"}, "unit_of_sale", "Pilih satuan dari daftar."),
        ({"photos": []}, "photos", "Ambil atau pilih satu foto produk."),
        ({"photos": "x"}, "photos", "Ambil atau pilih satu foto produk."),
        ({"photos": [1, {}]}, "photos", "Ambil atau pilih satu foto produk."),
        ({"photos": [f"{number:064x}" for number in range(7)]}, "photos", "Paling banyak 6 foto untuk satu produk."),
        ({"how_made": "123"}, "how_made", "Tulis namanya dengan huruf."),
    ],
)
def test_a_wrong_answer_is_said_plainly_beside_its_field(hers, listing, changed, field, sentence):
    listing["data"].update(changed)
    answer = told(hers, listing)
    assert (answer["state"], answer["fields"]) == ("attention", {field: sentence})
    assert answer["words"].endswith(sentence)
    assert not Product.objects.exists()
    assert told(hers, listing) == answer, "final: what is mended is a new operation"


HOSTILE = [
    b"", b"{", b"null", b"[]", b"1", b'"x"', b"\xff\xfe", b"[" * 9_000, b'{"id":' * 2_000, b"{}" + b" " * 20_000,
    b'{"id": NaN}', b'{"id": "1"}', b'{"id": 1e999}', b'{"id": ["x"]}', b'{"id": ' + b"9" * 5_000 + b"}",
]  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE)
def test_what_is_no_operation_gets_one_plain_sentence(hers, body):
    answer = post(hers, body)
    assert (answer.status_code, answer.json()["state"], answer.json()["id"]) == (400, "unreadable", "")
    assert answer.json()["words"].endswith("lalu kirim lagi.")


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "x"}, {"id": None}, {"id": 7}, {"user": "1"}, {"user": True}, {"user": -1}, {"user": 2**70},
        {"made_at": "kemarin"}, {"made_at": 10**20}, {"made_at": 1.5}, {"v": 0}, {"v": "1"}, {"kind": 5},
        {"kind": None},
        {"data": []}, {"data": None}, {"data": {"title": "\x00"}}, {"data": {"title": "\ud800"}},
        {"data": {"a": [[[[[[[[[1]]]]]]]]]}},
    ],
)  # fmt: skip
def test_what_lacks_a_part_or_has_one_of_another_kind_is_not_read(siti, hers, changed):
    answer = post(hers, {**made(siti.user, "list_product", {}), **changed})
    assert (answer.status_code, answer.json()["state"]) == (400, "unreadable")
    assert not Arrival.objects.exists()


@pytest.mark.parametrize(
    "id",
    [
        "019a1b2c-3d4e-4f60-8a1b-2c3d4e5f6071", "019a1b2c-3d4e-1f60-8a1b-2c3d4e5f6071",
        "019a1b2c-3d4e-6f60-8a1b-2c3d4e5f6071", "019a1b2c-3d4e-8f60-8a1b-2c3d4e5f6071",
        "019a1b2c-3d4e-7f60-0a1b-2c3d4e5f6071", "019a1b2c-3d4e-7f60-ca1b-2c3d4e5f6071",
        "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
    ],
)  # fmt: skip
def test_an_id_that_is_no_uuid_of_version_7_is_not_read_and_is_told_so_by_it(hers, listing, id):
    answer = post(hers, {**listing, "id": id})
    assert (answer.status_code, answer.json()["state"], answer.json()["id"]) == (400, "unreadable", id)
    assert not Arrival.objects.filter(source="jual").exists()
    assert told(hers, {**listing, "id": "019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071"})["state"] == "done", "the control"


def test_whoever_is_signed_out_loses_nothing(siti, listing):
    answer = post(client_of(None), listing)
    assert (answer.status_code, answer.json()["state"], answer.json()["id"]) == (401, "sign_in", listing["id"])
    assert not Arrival.objects.filter(source="jual").exists()
    assert told(client_of(siti.user), listing)["state"] == "done"


def test_what_another_account_made_is_not_sent_under_this_one(ratna, listing):
    answer = post(client_of(ratna.user), listing)
    assert (answer.status_code, answer.json()["state"]) == (403, "not_yours")
    assert not Product.objects.exists()


def test_an_id_of_somebody_else_is_no_key_to_her_answer(siti, ratna, hers, listing):
    told(hers, listing)
    forged = {**made(ratna.user, "list_product", {"title": "x"}), "id": listing["id"]}
    assert told(client_of(ratna.user), forged)["state"] == "attention", "her own ids are a space of their own"


def test_photos_of_somebody_else_are_missing(siti, ratna, listing):
    forged = a_listing(ratna.user, listing["data"]["photos"])
    answer = post(client_of(ratna.user), forged)
    assert (answer.status_code, answer.json()["missing"]) == (424, listing["data"]["photos"])


def test_nobody_lists_for_a_maker_of_another_shop(siti, ratna, hers, listing):
    for producer in (ratna.pk, str(ratna.pk), -1, "x", True, 2**40):
        answer = told(hers, {**listing, "id": uuid7(), "data": {**listing["data"], "producer": producer}})
        assert answer["state"] == "attention"
    assert not Product.objects.exists()


@pytest.mark.parametrize("status", ["waiting", "rejected", "suspended"])
def test_it_waits_on_the_phone_until_the_shop_is_open(siti, hers, listing, status):
    Seller.objects.update(status=status)
    answer = post(hers, listing)
    assert (answer.status_code, answer.json()["state"], answer.json()["id"]) == (403, "not_yours", listing["id"])
    Seller.objects.update(status="open")
    assert told(hers, listing)["state"] == "done"


def test_a_page_of_another_site_sends_nothing(siti, listing):
    client = client_of(siti.user)
    for headers in ({"Origin": "https://jahat.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        assert post(client, listing, **headers).status_code == 403
    silent = Client()
    silent.force_login(siti.user)
    assert post(silent, listing).status_code == 403
    assert not Product.objects.exists()


def test_no_answer_is_kept_by_anybody(hers, listing):
    assert post(hers, listing).headers["Cache-Control"] == "no-store"
    assert post(hers, b"").headers["Cache-Control"] == "no-store"


def test_a_newer_phone_waits(siti, hers, listing):
    for newer in ({**listing, "v": 2}, {**listing, "kind": "send_by_drone"}):
        answer = post(hers, newer)
        assert (answer.status_code, answer.json()["state"], answer.json()["id"]) == (426, "newer", listing["id"])
    assert not Arrival.objects.filter(source="jual").exists()


def test_a_phone_two_releases_behind_is_understood(siti, hers, listing, monkeypatch):
    monkeypatch.setattr(versions, "RELEASE", 3)
    monkeypatch.setitem(versions.UPGRADES, 1, lambda kind, data: ("list", {**data, "title": data["name"]}))
    monkeypatch.setitem(versions.UPGRADES, 2, lambda kind, data: (f"{kind}_product", data))
    listing["data"]["name"] = listing["data"].pop("title")
    assert told(hers, listing)["state"] == "done"
    assert Product.objects.get().title == "Amplang ikan pipih"


BROWSERS_OWN = """POST /jual/kirim/ HTTP/1.1
Host: pasarhulu.example
Connection: keep-alive
Content-Length: 500
sec-ch-ua: "Chromium";v="140", "Not=A?Brand";v="24", "Google Chrome";v="140"
Content-Type: application/json
sec-ch-ua-mobile: ?1
User-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36
sec-ch-ua-platform: "Android"
X-Sent-At: 1795400000000
Accept: */*
Origin: https://pasarhulu.example
Sec-Fetch-Site: same-origin
Sec-Fetch-Mode: cors
Sec-Fetch-Dest: empty
Referer: https://pasarhulu.example/jual/
Accept-Encoding: gzip, deflate, br, zstd
Accept-Language: id-ID,id;q=0.9
"""  # noqa: E501


def test_a_listing_without_photos_takes_two_kilobytes_on_the_wire(siti, hers, listing):
    listing["data"]["how_made"] = "Ikan pipih digiling dan dicampur tepung, lalu digoreng dua kali sampai renyah."
    response = post(hers, listing)
    assert response.json()["state"] == "done"
    cookies = sum(len(f"{name}={cookie.value}; ") for name, cookie in hers.cookies.items())
    up = len(BROWSERS_OWN) + len("Cookie: ") + cookies + len(json.dumps(listing))
    down = sum(len(f"{name}: {value}\r\n") for name, value in response.headers.items()) + len(response.content)
    assert up + down < 2 * 1024, (up, down)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_guarded", [True, False])
def test_it_takes_sixteen_at_once_as_one_and_without_its_guard_would_not(siti, listing, is_guarded):
    if not is_guarded:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE inbox_arrival DROP CONSTRAINT inbox_taken_once")
    wrong = {**listing, "data": {**listing["data"], "title": ""}}
    gate, answers = threading.Barrier(16), []

    def deliver() -> None:
        client = client_of(siti.user)
        client.raise_request_exception = False  # without the guard the later ones may find several
        try:
            gate.wait()
            answers.append(post(client, wrong).content)
        finally:
            connection.close()

    threads = [threading.Thread(target=deliver) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = Arrival.objects.filter(source="jual").count()
    assert len(answers) == 16
    if is_guarded:
        assert taken == 1
        assert answers == [answers[0]] * 16
        assert json.loads(answers[0])["state"] == "attention"
    else:
        assert taken > 1


def test_the_address_takes_nothing_but_post(hers):
    assert hers.get(reverse("workshop:send"), headers={"Origin": ORIGIN}).status_code == 405
