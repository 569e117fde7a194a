"""Phones put photos with one product: which are shown and in which order does not depend on what came first."""

from __future__ import annotations

from itertools import permutations

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from catalogue.models import ProductImage
from market.pictures.actions import take_picture
from sellers.actions import approve_product, edit_product, make_first
from sellers.models import Upload, Write
from sellers.sync.data import data_for
from sellers.sync.questions import questions_of
from tests.market.pictures.made import photo
from tests.sellers.conftest import signed_in
from tests.sellers.sync.phone import client_of, hash_of, made, send_photo, told
from tests.sellers.sync.test_kinds import ago

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("light")]
PAGE = reverse("workshop:to_see")


def shot(number):
    """Return a photo that looks like no other number's; its picture is as wide."""
    return photo(width=200 + number, height=150)


@pytest.fixture
def sent(siti):
    """Send numbered photos, taken so many minutes ago; return the answer."""
    hers = client_of(siti.user)

    def send(product, numbers, minutes, *, first=False):
        hashes = [send_photo(hers, shot(number)) for number in numbers]
        data = {"product": product.pk, "changes": {}, "photos": hashes, **({"first": True} if first else {})}
        return told(hers, made(siti.user, "edit_product", data, made_at=ago(minutes)))

    return send


def shown(product):
    """Return the photos' numbers in their order; what it was listed with is 600."""
    images = ProductImage.objects.filter(product=product).order_by("display_order").select_related("original")
    return [image.original.width - 200 for image in images]


def in_any_order(product, sent, work):
    """Return how it ends in each order of arrival, and what waits for room then."""
    ends = set()
    for number in {number for one in work for number in one[0]}:
        send_photo(client_of(product.producer.user), shot(number))
    for order in permutations(work):
        with transaction.atomic():
            for one in order:
                answer = sent(product, one[0], one[1], first=len(one) > 2)
                assert answer["state"] == "done"
            waiting = Write.objects.unseen().filter(field="photo").order_by("made_at", "operation")
            ends.add((tuple(shown(product)), tuple(row.picture.width - 200 for row in waiting)))
            transaction.set_rollback(True)
    return ends


def test_two_first_photos_end_with_the_same_main_one(amplang, sent):
    work = [([1], 30, "first"), ([2], 20, "first"), ([3], 10)]
    assert in_any_order(amplang, sent, work) == {((2, 600, 1, 3), ())}


def test_photos_lie_as_they_were_put_in(amplang, sent):
    assert in_any_order(amplang, sent, [([1, 2], 30), ([3], 20), ([4], 10)]) == {((600, 1, 2, 3, 4), ())}


def test_the_same_photo_twice_is_one_where_it_was_first(amplang, sent):
    assert in_any_order(amplang, sent, [([1, 2], 30), ([2, 3], 20), ([1], 10, "first")]) == {((1, 600, 2, 3), ())}


def test_the_same_ones_wait_for_room_whatever_comes_first(amplang, sent):
    work = [([1, 2, 3], 30), ([4, 5], 20), ([6, 7], 10, "first")]
    assert in_any_order(amplang, sent, work) == {((600, 1, 2, 3, 4, 5), (6, 7))}


def test_what_waits_is_told_shown_and_comes_in_when_there_is_room(siti, amplang, sent):
    sent(amplang, [1, 2, 3], 30)
    sent(amplang, [4, 5], 20)
    answer = sent(amplang, [6], 10)
    assert answer["result"]["overtaken"] == ["photos"]
    assert "yang lain disimpan: lihat “Perlu dilihat”" in answer["words"]
    client = signed_in(siti.user)
    page = client.get(PAGE).content.decode()
    assert 'alt="Foto yang menunggu tempat"' in page
    assert "Produk ini sudah punya 6 foto. Hapus satu, lalu foto ini tampil sendiri." in page
    assert "Jangan pakai foto ini<" in page
    assert "sudah saya lihat" not in page
    assert reverse("workshop:about", args=[amplang.pk]) in page
    [question] = data_for(siti.user, now=timezone.now())["questions"]
    assert (question["field"], "menunggu tempat" in question["words"]) == ("photo", True)
    assert "Perlu dilihat" in client.get(reverse("workshop:home")).content.decode()

    approve_product(product=amplang, by=None)
    third = amplang.images.get(original__width=203)
    client.post(reverse("workshop:remove_photo", args=[third.pk]))
    assert shown(amplang) == [600, 1, 2, 4, 5, 6]
    assert questions_of(siti.seller) == []
    amplang.refresh_from_db()
    assert amplang.moderation == "waiting", "nobody has looked at this one yet"


def test_the_page_asks_no_more_for_many_than_for_one(siti, amplang, sent):
    client, asked = signed_in(siti.user), []
    for number in (6, 7, 8):
        sent(amplang, [1, 2, 3, 4, 5, number], 30 - number)
        client.get(PAGE)  # makes the files that are missing
        cache.clear()  # where Wagtail remembers them
        with CaptureQueriesContext(connection) as queries:
            page = client.get(PAGE).content.decode()
        asked.append((page.count('alt="Foto yang menunggu tempat"'), len(queries)))
    assert asked == [(many, asked[0][1]) for many in (1, 2, 3)]


def test_what_is_let_go_of_stays_away_and_can_be_sent_again(siti, ratna, amplang, sent):
    sent(amplang, [1, 2, 3], 30)
    sent(amplang, [4, 5, 6], 20)
    [question] = questions_of(siti.seller)
    address = reverse("workshop:settle", args=[question.number])
    assert signed_in(ratna.user).post(address, {"value": ""}).status_code == 404
    signed_in(siti.user).post(address, {"value": question.lost[0].value})
    assert questions_of(siti.seller) == []
    signed_in(siti.user).post(reverse("workshop:remove_photo", args=[amplang.images.last().pk]))
    assert shown(amplang) == [600, 1, 2, 3, 4]
    assert sent(amplang, [6], 5)["result"]["overtaken"] == []
    assert shown(amplang) == [600, 1, 2, 3, 4, 6]
    assert Upload.objects.get(sha256=hash_of(shot(6))).picture_id is not None


def test_which_photo_is_the_main_one_is_nothing_to_choose(siti, amplang, sent):
    sent(amplang, [1], 30, first=True)
    row = Write.objects.filter(field="main_photo").latest("pk")
    address = reverse("workshop:settle", args=[row.pk])
    assert signed_in(siti.user).post(address, {"value": row.value}).status_code == 302
    assert shown(amplang) == [1, 600]


def test_what_was_said_on_the_page_holds_against_what_a_phone_said_before(siti, amplang, sent):
    sent(amplang, [1, 2], 30)
    make_first(image=amplang.images.get(original__width=202))
    sent(amplang, [3], 20, first=True)
    assert shown(amplang) == [2, 600, 1, 3]
    signed_in(siti.user).post(reverse("workshop:remove_photo", args=[amplang.images.get(original__width=201).pk]))
    sent(amplang, [1], 10)
    assert shown(amplang) == [2, 600, 3], "it was taken out after it had been put in"


@pytest.mark.parametrize("new", [9, 7, 3])
def test_a_new_main_photo_takes_the_room_of_the_old_one_and_what_waits_goes_on_waiting(siti, amplang, sent, new):
    sent(amplang, [1, 2, 3], 30)
    sent(amplang, [4, 5, 6, 7], 20)
    assert shown(amplang) == [600, 1, 2, 3, 4, 5]
    picture = take_picture(upload=ContentFile(shot(new), name="foto.jpg"), title="Amplang")
    edit_product(product=amplang, title=amplang.title, unit_of_sale="bungkus", packaging="plastik", picture=picture)
    others = {9: [1, 2, 3, 4, 5], 7: [1, 2, 3, 4, 5], 3: [1, 2, 4, 5, 6]}[new]
    assert shown(amplang) == [new, *others]
    [question] = questions_of(siti.seller)
    waiting = {9: [6, 7], 7: [6], 3: [7]}[new]
    assert [row.picture.width - 200 for row in question.lost] == waiting


def test_a_new_main_photo_that_was_let_go_of_does_not_bring_the_old_one_back(siti, amplang, sent):
    picture = take_picture(upload=ContentFile(shot(9), name="foto.jpg"), title="Amplang")
    sent(amplang, [1], 30)
    make_first(image=amplang.images.get(original__width=201))
    edit_product(product=amplang, title=amplang.title, unit_of_sale="bungkus", packaging="plastik", picture=picture)
    assert shown(amplang) == [9, 600]
    sent(amplang, [2, 3, 4, 5, 6], 40)
    assert shown(amplang) == [600, 2, 3, 4, 5, 6], "they were put in before the one whose room it has"
    [question] = questions_of(siti.seller)
    signed_in(siti.user).post(reverse("workshop:settle", args=[question.number]), {"value": ""})
    signed_in(siti.user).post(reverse("workshop:remove_photo", args=[amplang.images.last().pk]))
    assert shown(amplang) == [600, 2, 3, 4, 5]


def test_what_staff_put_in_took_out_and_moved_stays_so(amplang, sent):
    sent(amplang, [1, 2], 30)
    images = {image.original.width - 200: image for image in amplang.images.select_related("original")}
    images[1].delete()
    ProductImage.objects.filter(pk=images[2].pk).update(display_order=0)
    ProductImage.objects.filter(pk=images[600].pk).update(display_order=1)
    sent(amplang, [3], 20)
    assert shown(amplang) == [2, 600, 3]


def test_what_waited_is_looked_at_before_it_goes_on_sale_whatever_lets_it_in(amplang, sent):
    sent(amplang, [1, 2, 3, 4, 5], 30)
    sent(amplang, [6], 20)
    approve_product(product=amplang, by=None)
    images = ProductImage.objects.filter(product=amplang).order_by("display_order")
    images[3].delete()  # staff's own form does no more

    make_first(image=images[1])

    amplang.refresh_from_db()
    assert shown(amplang) == [1, 600, 2, 4, 5, 6]
    assert (amplang.moderation, amplang.is_public) == (amplang.Moderation.WAITING, False)
