"""Further pictures of a product: added one by one, looked at first, removed at once; the first stays."""

from __future__ import annotations

import re

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalogue.models import Product, ProductImage
from market.pictures.actions import take_picture
from sellers.actions import (
    FirstPicture,
    TooManyPictures,
    add_picture,
    add_pictures,
    edit_product,
    make_first,
    reject_product,
    remove_picture,
)
from sellers.registers.photos import MOST_PICTURES, author_now
from tests.market.pictures.made import heic, photo
from tests.sellers.conftest import signed_in, upload

pytestmark = pytest.mark.django_db


def about(product):
    return reverse("workshop:about", args=[product.pk])


def another(number=1):
    """Return a picture that looks like no other number's."""
    upload = ContentFile(photo(width=160, height=100 + number), name="foto.jpg")
    return take_picture(upload=upload, title="Amplang")


def numbers(product):
    return list(product.images.order_by("display_order", "pk").values_list("original", flat=True))


@pytest.fixture
def with_two(amplang):
    """Siti's listing with two pictures, on no shelf yet."""
    add_picture(product=amplang, picture=another())
    return amplang


def test_she_adds_one_and_it_waits_for_the_operator(siti, on_sale):
    client = signed_in(siti.user)
    answer = client.post(about(on_sale), {"photo": upload("IMG_2.HEIC", heic()), "how_made": ""}, follow=True)
    assert answer.redirect_chain[-1][0] == about(on_sale), "she may want to add another"
    page = answer.content.decode()
    assert "memeriksanya" in page
    assert page.count('class="photos__one"') == 2
    assert not Product.objects.on_sale().exists()
    assert [image.original.width for image in on_sale.images.all()] == [800, 160]


def test_a_double_press_adds_one(siti, amplang):
    client = signed_in(siti.user)
    for _ in range(2):
        client.post(about(amplang), {"photo": upload("IMG_2.HEIC", heic())})
    assert amplang.images.count() == 2


def test_a_bad_picture_is_said_plainly_and_loses_nothing(siti, on_sale):
    client = signed_in(siti.user)
    page = client.post(about(on_sale), {"photo": upload("a.gif", b"GIF89a..."), "how_made": "Digoreng di dapur"})
    assert "Gambar bergerak" in page.content.decode()
    assert "Digoreng di dapur" in page.content.decode()
    on_sale.refresh_from_db()
    assert (on_sale.how_made, on_sale.moderation, on_sale.images.count()) == ("", "approved", 1)


def test_wrong_words_do_not_lose_the_picture(siti, amplang):
    client = signed_in(siti.user)
    page = client.post(about(amplang), {"photo": upload("IMG_2.HEIC", heic()), "how_made": "..."}).content.decode()
    token = re.search(r'name="kept_photo" value="([^"]+)"', page)[1]
    assert amplang.images.count() == 1
    client.post(about(amplang), {"kept_photo": token, "how_made": "Digoreng"})
    assert amplang.images.count() == 2


def test_a_seventh_is_refused(siti, with_two):
    for number in range(2, MOST_PICTURES):
        add_picture(product=with_two, picture=another(number))
    with pytest.raises(TooManyPictures):
        add_picture(product=with_two, picture=another(9))
    client = signed_in(siti.user)
    assert 'name="photo"' not in client.get(about(with_two)).content.decode()
    page = client.post(about(with_two), {"photo": upload(data=heic()), "how_made": "Digoreng"}).content.decode()
    assert "Paling banyak 6 foto." in page
    assert "Digoreng" in page
    with_two.refresh_from_db()
    assert (with_two.images.count(), with_two.how_made) == (MOST_PICTURES, "")


def test_she_removes_an_added_one_at_once_and_never_the_first(siti, on_sale):
    add_picture(product=on_sale, picture=another())
    Product.objects.update(moderation="approved", is_public=True)
    first, second = on_sale.images.all()
    client = signed_in(siti.user)
    page = client.post(reverse("workshop:remove_photo", args=[first.pk]), follow=True).content.decode()
    assert "Foto utama tidak bisa dihapus" in page
    with pytest.raises(FirstPicture):
        remove_picture(image=first)
    assert (
        "Foto dihapus."
        in client.post(reverse("workshop:remove_photo", args=[second.pk]), follow=True).content.decode()
    )
    assert on_sale.images.get() == first
    assert Product.objects.on_sale().exists()


def test_what_was_sent_back_is_sent_in_again_by_removing(with_two):
    reject_product(product=with_two, by=None, note="Foto kedua buram.")
    remove_picture(image=with_two.images.last())
    with_two.refresh_from_db()
    assert with_two.moderation == "waiting"


def test_she_makes_another_one_the_first_and_may_remove_the_old_one(siti, on_sale):
    add_picture(product=on_sale, picture=another())
    Product.objects.update(moderation="approved", is_public=True)
    blurred, clear = on_sale.images.all()
    client = signed_in(siti.user)
    page = client.post(reverse("workshop:main_photo", args=[clear.pk]), follow=True).content.decode()
    assert "Foto utama diganti." in page
    assert numbers(on_sale) == [clear.original_id, blurred.original_id]
    assert Product.objects.on_sale().exists(), "both were looked at"
    client.post(reverse("workshop:remove_photo", args=[blurred.pk]))
    assert numbers(on_sale) == [clear.original_id]


def test_what_was_sent_back_is_sent_in_again_by_another_first(with_two):
    reject_product(product=with_two, by=None, note="Foto pertama buram.")
    make_first(image=with_two.images.last())
    with_two.refresh_from_db()
    assert with_two.moderation == "waiting"


def test_a_picture_that_becomes_the_first_is_not_shown_twice(with_two):
    second = with_two.images.last().original
    about_it = {name: getattr(with_two, name) for name in ("title", "unit_of_sale", "packaging")}
    edit_product(product=with_two, picture=second, **about_it)
    assert numbers(with_two) == [second.pk]


def test_a_new_first_picture_keeps_the_others(with_two):
    _, second = numbers(with_two)
    new = another(2)
    about_it = {name: getattr(with_two, name) for name in ("title", "unit_of_sale", "packaging")}
    edit_product(product=with_two, picture=new, **about_it)
    assert numbers(with_two) == [new.pk, second]


def test_strangers_find_no_picture(siti, ratna, with_two):
    second = with_two.images.last()
    client = signed_in(ratna.user)
    assert client.post(about(with_two), {"photo": upload()}).status_code == 404
    for number in (second.pk, 0, 99999999999999999999):
        assert client.post(reverse("workshop:remove_photo", args=[number])).status_code == 404
    assert ProductImage.objects.filter(product=with_two).count() == 2


def test_the_operator_sees_all_of_them_at_the_cost_of_two(operator, with_two):
    client = signed_in(operator)
    address = reverse("approvals:product", args=[with_two.pk])

    def seen():
        client.get(address)  # makes the files that are missing
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address).content.decode()
        return page.split("approvals__pictures")[1].split("approvals__facts")[0].count("<img"), len(asked)

    pictures, queries = seen()
    add_picture(product=with_two, picture=another(2))
    assert (pictures, seen()) == (2, (3, queries))
    assert "3 foto" in client.get(reverse("approvals:index")).content.decode()


def test_one_that_is_there_moves_to_the_front_when_it_is_to_be_first(with_two):
    first, second = numbers(with_two)
    assert add_pictures(product=with_two, pictures=[another()], author=author_now(), is_first=True)
    assert numbers(with_two) == [second, first]
    assert not add_picture(product=with_two, picture=another())
    assert numbers(with_two) == [second, first]
