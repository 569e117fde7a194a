"""/jual/kirim/foto/: a photo comes in pieces, cut off anywhere, and becomes one picture or none."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from market.pictures.models import Picture
from sellers.permit_models import private_storage
from sellers.sync import uploads
from sellers.upload_models import Upload
from tests.market.pictures.made import bomb, heic, photo
from tests.sellers.sync.phone import a_listing, client_of, hash_of, have, made, post, post_piece, send_photo, told

pytestmark = pytest.mark.django_db
PHOTO = photo(width=400, height=300)


def pieces_kept():
    store = private_storage()
    return store.listdir("kiriman")[0] if store.exists("kiriman") else []


def test_it_comes_in_pieces_and_becomes_a_picture_of_its_sender(siti, hers, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        sha256 = send_photo(hers, PHOTO, piece=1_000)
    assert have(hers, sha256) == {"sha256": sha256, "have": len(PHOTO), "done": True}
    picture = Picture.objects.get()
    assert (picture.uploaded_by_user, picture.width, picture.height) == (siti.user, 400, 300)
    assert pieces_kept() == [], "its pieces are gone once it is whole"


def test_it_goes_on_where_it_was_cut(hers):
    sha256, size = hash_of(PHOTO), len(PHOTO)
    assert have(hers, sha256) == {"sha256": sha256, "have": 0, "done": False}
    assert post_piece(hers, sha256, offset=0, size=size, piece=PHOTO[:700]).json() == {"have": 700, "done": False}
    for offset in (0, 699, 701, 5_000):
        answer = post_piece(hers, sha256, offset=offset, size=size, piece=PHOTO[offset : offset + 10])
        assert (answer.status_code, answer.json()["have"]) == (409, 700)
    assert have(hers, sha256)["have"] == 700
    assert post_piece(hers, sha256, offset=700, size=size, piece=PHOTO[700:]).json() == {"have": size, "done": True}


def test_a_piece_that_was_damaged_on_its_way_is_not_kept(hers):
    sha256 = hash_of(PHOTO)
    answer = post_piece(hers, sha256, offset=0, size=len(PHOTO), piece=b"x" * 700, piece_hash=hash_of(PHOTO[:700]))
    assert (answer.status_code, answer.json()["state"]) == (400, "damaged")
    assert have(hers, sha256)["have"] == 0


def test_a_whole_that_is_not_what_its_hash_says_begins_anew(hers):
    sha256 = "a" * 64
    answer = post_piece(hers, sha256, offset=0, size=len(PHOTO), piece=PHOTO)
    assert answer.json() == {"have": 0, "done": False}
    assert not Picture.objects.exists()


def test_the_same_photo_again_is_known_by_its_hash(siti, ratna, hers):
    sha256 = send_photo(hers, PHOTO)
    assert post_piece(hers, sha256, offset=0, size=len(PHOTO), piece=PHOTO).json()["done"]
    assert Picture.objects.count() == 1
    assert have(client_of(ratna.user), sha256) == {"sha256": sha256, "have": 0, "done": False}, "her own alone"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"GIF89a" + b"x" * 900, "Gambar bergerak"),
        (bomb(), "terlalu lebar"),
        (PHOTO[:300], "rusak"),
        (b"%PDF", "foto"),
    ],
)
def test_what_is_no_usable_photo_is_said_so_and_makes_no_listing(siti, hers, data, sentence):
    sha256 = hash_of(data)
    answer = post_piece(hers, sha256, offset=0, size=len(data), piece=data[:65_536])
    assert (answer.status_code, answer.json()["state"]) == (422, "unusable")
    assert sentence in answer.json()["words"]
    assert have(hers, sha256) == {"sha256": sha256, "have": 0, "done": False}
    listing = told(hers, a_listing(siti.user, [sha256]))
    assert (listing["state"], listing["fields"]) == ("attention", {"photos": answer.json()["words"]})


def test_a_machine_without_time_says_nothing_against_the_photo(hers, monkeypatch):
    sha256 = hash_of(PHOTO)

    def busy(**_):
        raise uploads.TooBusy("Pasar sedang ramai")

    with monkeypatch.context() as during:
        during.setattr(uploads, "take_picture", busy)
        answer = post_piece(hers, sha256, offset=0, size=len(PHOTO), piece=PHOTO)
    assert (answer.status_code, answer.json()["state"]) == (503, "later")
    assert have(hers, sha256) == {"sha256": sha256, "have": 0, "done": False}
    send_photo(hers, PHOTO)
    assert Picture.objects.count() == 1


def test_it_takes_a_phones_heic_as_it_is(hers):
    send_photo(hers, heic())
    assert Picture.objects.get().width == 160


def test_a_photo_over_the_limit_is_refused_at_its_first_piece(hers):
    answer = post_piece(hers, "b" * 64, offset=0, size=16 * 1024 * 1024, piece=PHOTO[:700])
    assert answer.status_code == 422
    assert "terlalu besar" in answer.json()["words"]


def test_a_person_may_have_only_so_much_waiting(hers, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_WAITING", len(PHOTO) + 100)
    assert post_piece(hers, hash_of(PHOTO), offset=0, size=len(PHOTO), piece=PHOTO[:700]).status_code == 200
    answer = post_piece(hers, "c" * 64, offset=0, size=101, piece=b"x")
    assert (answer.status_code, answer.json()["state"]) == (413, "full")
    assert post_piece(hers, hash_of(PHOTO), offset=700, size=len(PHOTO), piece=PHOTO[700:]).json()["done"]


def test_what_is_begun_anew_counts_with_its_new_size(hers, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_WAITING", 1000)
    for letter in "abc":
        assert post_piece(hers, letter * 64, offset=0, size=1, piece=b"x").status_code == 200
    answer = post_piece(hers, "a" * 64, offset=0, size=999, piece=b"y" * 100)
    assert (answer.status_code, answer.json()["state"]) == (413, "full")
    assert post_piece(hers, "a" * 64, offset=0, size=998, piece=b"y" * 100).status_code == 200


def test_a_size_that_is_told_later_changes_nothing(hers):
    assert post_piece(hers, hash_of(PHOTO), offset=0, size=len(PHOTO), piece=PHOTO[:700]).status_code == 200
    more = post_piece(hers, hash_of(PHOTO), offset=700, size=99_999_999, piece=PHOTO[700:])
    assert more.json()["done"]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?dari=0",
        "?dari=-1&dari_total=5",
        "?dari=x&dari_total=5",
        "?dari=0&dari_total=99999999999",
        "?dari=²&dari_total=5",
    ],
)
def test_odd_addresses_are_not_read(hers, query):
    address = f"/jual/kirim/foto/{'d' * 64}/{query}"
    assert hers.post(address, b"x", content_type="application/octet-stream").status_code == 400
    assert hers.get("/jual/kirim/foto/x/").status_code == 400
    assert not Upload.objects.exists()


def test_pieces_too_long_or_empty_are_not_kept(hers):
    for piece in (b"", b"x" * 65_537, b"x" * 3_000_000):
        assert post_piece(hers, "e" * 64, offset=0, size=4_000_000, piece=piece).status_code == 400
    assert post_piece(hers, "e" * 64, offset=0, size=1, piece=b"xx").status_code == 409


def test_nobody_sends_or_asks_without_signing_in(siti):
    client = client_of(None)
    assert post_piece(client, hash_of(PHOTO), offset=0, size=len(PHOTO), piece=PHOTO).status_code == 401
    assert client.get(f"/jual/kirim/foto/{hash_of(PHOTO)}/").status_code == 401


def test_abandoned_photos_are_forgotten_and_used_ones_stay(siti, hers, django_capture_on_commit_callbacks):
    used, unused = send_photo(hers, PHOTO), send_photo(hers, photo(width=200, height=150))
    post_piece(hers, "f" * 64, offset=0, size=500, piece=b"x" * 100)
    assert told(hers, a_listing(siti.user, [used]))["state"] == "done"
    assert uploads.forget_abandoned(now=timezone.now()) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert uploads.forget_abandoned(now=timezone.now() + timedelta(days=15)) == 1
        assert uploads.forget_abandoned(now=timezone.now() + timedelta(days=91)) == 1
    assert have(hers, unused)["have"] == 0
    assert have(hers, used)["done"]
    assert Picture.objects.count() == 1
    assert "f" * 64 not in Upload.objects.values_list("sha256", flat=True)
    assert post(hers, a_listing(siti.user, [unused])).status_code == 424, "a phone that still has it sends it again"


@pytest.mark.parametrize("meanwhile", ["used", "finished", "moved", "gone"])
def test_what_came_alive_while_others_were_forgotten_stays(siti, hers, monkeypatch, meanwhile):
    sha256 = send_photo(hers, PHOTO) if meanwhile == "used" else hash_of(PHOTO)
    if meanwhile != "used":
        post_piece(hers, sha256, offset=0, size=len(PHOTO), piece=PHOTO[:700])
    much_later, forget = timezone.now() + timedelta(days=100), uploads._forget

    def forget_later(pk, now):
        match meanwhile:
            case "used":
                assert told(hers, a_listing(siti.user, [sha256]))["state"] == "done"
            case "finished":
                send_photo(hers, PHOTO)
                Upload.objects.update(moved_at=now)
            case "moved":
                Upload.objects.update(moved_at=now)
            case "gone":
                Upload.objects.all().delete()
        return forget(pk, now)

    monkeypatch.setattr(uploads, "_forget", forget_later)
    assert uploads.forget_abandoned(now=much_later) == 0
    assert Upload.objects.count() == (meanwhile != "gone")
    assert Picture.objects.count() == (meanwhile in ("used", "finished"))


def test_a_photo_whose_picture_was_deleted_comes_again(siti, hers):
    sha256 = send_photo(hers, PHOTO, piece=1_000)
    Picture.objects.get().delete()
    listing = a_listing(siti.user, [sha256])
    assert post(hers, listing).json()["missing"] == [sha256]
    assert have(hers, sha256) == {"sha256": sha256, "have": 0, "done": False}
    beyond = post_piece(hers, sha256, offset=1_000, size=len(PHOTO), piece=PHOTO[1_000:])
    assert (beyond.status_code, beyond.json()["have"]) == (409, 0)
    send_photo(hers, PHOTO, piece=1_000)
    assert have(hers, sha256) == {"sha256": sha256, "have": len(PHOTO), "done": True}
    assert told(hers, listing)["state"] == "done"


def test_cuts_at_random_bytes_resend_at_most_one_piece_each(siti, hers):
    random.seed(6)
    whole = photo(width=1280, height=960)
    for _ in range(20):
        Upload.objects.all().delete()
        sha256, sent, cuts, at = hash_of(whole), 0, 0, 0
        while not have(hers, sha256)["done"]:
            piece = whole[at : at + 8_192]
            sent += len(piece)
            if random.random() < 0.3:  # the connection goes within the request: nothing arrives
                cuts += 1
            else:
                answer = post_piece(hers, sha256, offset=at, size=len(whole), piece=piece)
                assert answer.status_code == 200
                if random.random() < 0.3:  # or within the answer
                    cuts += 1
            at = have(hers, sha256)["have"]
        assert sent <= len(whole) + cuts * 8_192
    assert Picture.objects.count() == 20


def test_a_further_photo_comes_behind_or_first_as_she_says(siti, hers, on_sale):
    there = list(on_sale.images.values_list("original", flat=True))
    for more, place in (({}, 1), ({"first": True}, 0)):
        sha256 = send_photo(hers, photo(width=320 + place, height=240))
        told(hers, made(siti.user, "edit_product", {"product": on_sale.pk, "changes": {}, "photos": [sha256], **more}))
        there.insert(place, Upload.objects.get(sha256=sha256).picture_id)
        shown = on_sale.images.order_by("display_order", "pk").values_list("original", flat=True)
        assert list(shown) == there


def test_a_photo_of_one_account_is_not_taken_for_another(siti, hers):
    piece = {"data": b"x" * 10, "content_type": "application/octet-stream", "HTTP_X_CHUNK_SHA256": hash_of(b"x" * 10)}
    place = f"/jual/kirim/foto/{'f' * 64}/?dari=0&dari_total=20"
    for answer in (hers.get(f"{place}&untuk=999999"), hers.post(f"{place}&untuk=999999", **piece)):
        assert (answer.status_code, answer.json()["state"]) == (403, "not_yours")
    assert not Upload.objects.exists()
    assert hers.post(f"{place}&untuk={siti.user.pk}", **piece).status_code == 200
