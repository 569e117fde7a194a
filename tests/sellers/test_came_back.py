"""A form that was sent without the scripts and has a fault comes back as a plain one, with all that it was given."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sellers.models import Consent
from sellers.permit_models import private_storage
from tests.market.recordings.made import ogg
from tests.sellers.conftest import signed_in, sized, upload
from tests.sellers.consents import READ_OUT, a_maker, live, made_hub
from tests.sellers.purchases import bought

pytestmark = pytest.mark.django_db
QUEUED = re.compile(r'data-kinds="([^"]*)"')
OPERATION = re.compile(r'data-operation="(\w+)"')
TOKEN = re.compile(r'name="kept" value="([^"]+)"')
PROOFS = {
    "consent_paper": ("photo", "Foto surat sudah tersimpan.", "Ambil foto suratnya."),
    "consent_voice": ("voice", "Rekaman sudah tersimpan.", "Pilih rekamannya."),
}


def text(answer):
    return answer.content.decode()


def the_proof(way):
    return upload("surat.jpg") if way == "consent_paper" else SimpleUploadedFile("suara.ogg", ogg())


@pytest.fixture
def faults(siti, on_sale):
    """Return what is wrong in each form that the app puts into its queue, by operation: where it is shown and sent."""
    hub = made_hub(siti)
    imah = a_maker(hub)
    [order] = bought((on_sale, 1))
    line, number = order.lines.get(), on_sale.pk
    size = sized(on_sale)
    maker, story = reverse("workshop:maker", args=[imah.pk]), reverse("contributed:send")
    parcel, off = reverse("workshop:order", args=[order.number]), [order.number, line.pk]
    return {
        "list_product": (reverse("workshop:add"), "", {"title": "Abon", "price": "mahal"}),
        "edit_product": (reverse("workshop:edit_size", args=[size.pk]), "", {"label": "1 kg", "price": "mahal"}),
        "edit_product ": (reverse("workshop:edit", args=[number]), "", {"title": ""}),
        "send_story": (story, "", {"title": "Kuali", "text": "pendek"}),
        "set_voice": (reverse("workshop:record", args=[number]), "", {}),
        "pause_shop": (reverse("workshop:pause"), "", {"words": "Air naik"}),
        "add_maker": (reverse("workshop:add_maker"), "", {"name": "Acil Ijum"}),
        "record_consent": (maker, reverse("workshop:consent_paper", args=[imah.pk]), {}),
        "record_consent ": (maker, reverse("workshop:consent_voice", args=[imah.pk]), {}),
        "hand_over": (parcel, "", {"tracking_number": "JP123"}),
        "decline_line": (reverse("workshop:decline_line", args=off), "", {"reason": ""}),
    }


def test_each_queued_form_that_comes_back_goes_on_as_a_plain_form(siti, faults):
    client = signed_in(siti.user)
    for operation, (page, door, answers) in faults.items():
        shown = text(client.get(page))
        assert operation.strip() in OPERATION.findall(shown), page
        assert operation.strip() in QUEUED.search(shown)[1].split(), page

        answer = client.post(door or page, answers)

        assert answer.status_code == 200, operation
        assert 'role="alert"' in text(answer), operation
        assert QUEUED.search(text(answer))[1] == "", operation
        for value in filter(None, answers.values()):
            assert value in text(answer), operation


@pytest.mark.parametrize("way", PROOFS)
def test_a_tick_that_was_forgotten_does_not_lose_what_shows_her_word(siti, way):
    imah, client = a_maker(made_hub(siti)), signed_in(siti.user)
    door, (name, kept, asked) = reverse(f"workshop:{way}", args=[imah.pk]), PROOFS[way]
    assert asked in text(client.post(door, {**READ_OUT}))

    back = text(client.post(door, {name: the_proof(way)}))
    assert kept in back
    assert not Consent.objects.exists()
    token = TOKEN.search(back)[1]
    for _ in range(2):  # pressed twice it is one
        assert client.post(door, {"kept": token, **READ_OUT}).status_code == 302

    consent = Consent.objects.get()
    assert consent == live(imah)
    assert private_storage().exists(consent.file.name)


@pytest.mark.parametrize("way", PROOFS)
def test_what_was_kept_is_for_the_same_hub_and_the_same_producer_alone(siti, ratna, way):
    imah, other, hers = a_maker(made_hub(siti)), a_maker(siti.seller, "Acil Ijum"), a_maker(made_hub(ratna))
    name, _, asked = PROOFS[way]
    back = signed_in(siti.user).post(reverse(f"workshop:{way}", args=[imah.pk]), {name: the_proof(way)})
    token = TOKEN.search(text(back))[1]
    for user, maker, sent in ((siti.user, other, token), (ratna.user, hers, token), (siti.user, imah, token + "x")):
        answer = signed_in(user).post(reverse(f"workshop:{way}", args=[maker.pk]), {"kept": sent, **READ_OUT})
        assert asked in text(answer)
    assert not Consent.objects.exists()
