"""A voice that was recorded without a signal comes in pieces by the photos' door, and is kept with a product once."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from catalogue.models import Product
from market.recordings.reading import MOST_BYTES, NOT_A_RECORDING, TOO_LARGE, TOO_LONG
from sellers.models import Upload, VoiceNote
from sellers.permit_models import private_storage
from tests.market.pictures.made import photo
from tests.market.recordings.made import ogg, webm
from tests.sellers.conftest import listed
from tests.sellers.consents import a_maker, made_hub
from tests.sellers.sync.phone import (
    a_listing,
    client_of,
    hash_of,
    have,
    made,
    post,
    send_photo,
    send_recording,
    told,
)  # fmt: skip

pytestmark = pytest.mark.django_db


def test_it_comes_with_a_new_product(siti, hers, django_capture_on_commit_callbacks):
    shown, sound = send_photo(hers, photo(width=320, height=240)), webm(5)
    operation = a_listing(siti.user, [shown], voice=hash_of(sound))
    missing = post(hers, operation)
    assert (missing.status_code, missing.json()["missing"]) == (424, [hash_of(sound)])
    assert not Product.objects.exists()
    assert send_recording(hers, sound).json() == {"have": len(sound), "done": True}

    upload = Upload.objects.get(is_sound=True)
    assert private_storage().exists(f"kiriman/{upload.pk}")
    with django_capture_on_commit_callbacks(execute=True):
        answer = told(hers, operation)

    note = VoiceNote.objects.get()
    assert (note.product_id, note.seconds, note.made_by) == (answer["result"]["product"], 5, siti.user)
    assert default_storage.exists(note.file.name)
    assert not Upload.objects.filter(is_sound=True).exists()
    assert not private_storage().exists(f"kiriman/{upload.pk}")
    assert told(hers, operation) == answer
    assert VoiceNote.objects.count() == 1


def test_it_takes_the_place_of_the_one_before_and_waits_for_an_operator(siti, hers, on_sale):
    for seconds in (4, 7):
        send_recording(hers, webm(seconds))
        answer = told(hers, made(siti.user, "set_voice", {"product": on_sale.pk, "voice": hash_of(webm(seconds))}))
        assert (answer["state"], answer["result"]) == ("done", {"product": on_sale.pk, "overtaken": []})
    on_sale.refresh_from_db()
    assert (on_sale.voice_note.seconds, on_sale.moderation) == (7, "waiting")


def test_it_goes_on_where_it_was_cut(hers):
    sound = ogg(100)
    first = hers.post(
        reverse("workshop:send_photo", args=[hash_of(sound)]) + f"?dari=0&dari_total={len(sound)}&jenis=suara",
        sound[:20],
        content_type="application/octet-stream",
        headers={"X-Chunk-Sha256": hash_of(sound[:20])},
    )
    assert first.json() == {"have": 20, "done": False}
    assert have(hers, hash_of(sound))["have"] == 20


@pytest.mark.parametrize(
    ("sound", "size", "words"),
    [
        (b"bukan suara, hanya tulisan" * 4, None, NOT_A_RECORDING),
        (webm(130), None, TOO_LONG),
        (webm(5), MOST_BYTES + 1, TOO_LARGE),
        (photo(width=64, height=64), None, NOT_A_RECORDING),
    ],
)
def test_what_is_no_recording_is_refused_with_what_to_do(siti, hers, amplang, sound, size, words):
    answer = send_recording(hers, sound, size=size)
    assert (answer.status_code, answer.json()["words"]) == (422, words)
    refused = told(hers, made(siti.user, "set_voice", {"product": amplang.pk, "voice": hash_of(sound)}))
    assert (refused["state"], refused["fields"]) == ("attention", {"voice": words})
    assert not VoiceNote.objects.exists()


def test_a_recording_is_no_photo_and_a_photo_no_recording(siti, hers, amplang):
    shown, sound = photo(width=320, height=240), webm(5)
    send_photo(hers, shown)
    send_recording(hers, sound)
    assert post(hers, a_listing(siti.user, [hash_of(sound)])).status_code == 424
    said = made(siti.user, "set_voice", {"product": amplang.pk, "voice": hash_of(shown)})
    assert post(hers, said).status_code == 424


def test_nobody_speaks_for_a_maker_without_her_word(siti, hers):
    product = listed(a_maker(made_hub(siti)))
    send_recording(hers, webm(5))
    answer = post(hers, made(siti.user, "set_voice", {"product": product.pk, "voice": hash_of(webm(5))}))
    assert answer.status_code == 403
    assert not VoiceNote.objects.exists()


def test_another_shops_product_and_another_persons_recording_are_not_hers(siti, ratna, hers):
    theirs = listed(ratna, title="Topi")
    send_recording(hers, webm(5))
    assert told(hers, made(siti.user, "set_voice", {"product": theirs.pk, "voice": hash_of(webm(5))}))["state"] == (
        "attention"
    )
    operation = made(ratna.user, "set_voice", {"product": theirs.pk, "voice": hash_of(webm(5))})
    assert post(client_of(ratna.user), operation).status_code == 424


@pytest.mark.parametrize("voice", ["", "x", 7, [], True])
def test_a_strange_name_for_a_recording_is_told(siti, hers, amplang, voice):
    answer = told(hers, made(siti.user, "set_voice", {"product": amplang.pk, "voice": voice}))
    assert answer["state"] == "attention"
