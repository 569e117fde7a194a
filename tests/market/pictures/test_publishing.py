"""How pictures are shown and served."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template

from market.pictures.actions import take_picture
from market.pictures.models import Picture
from market.pictures.shown import files_of, sizes_of
from tests.market.pictures.made import photo

pytestmark = pytest.mark.django_db

TAG = '{% load pictures %}{% picture image "fill-400x300" alt=alt class="card__picture" %}'


def shown(image, alt="Amplang", tag=TAG):
    return Template(tag).render(Context({"image": image, "alt": alt}))


def test_it_shows_a_webp_in_three_sizes_with_width_and_height(picture):
    html = shown(picture)
    assert 'width="400" height="300"' in html
    assert 'alt="Amplang"' in html
    assert 'loading="lazy"' in html
    assert 'class="card__picture ground rf gf bf"' in html
    assert re.findall(r"(\d+)w", html.split("srcset=")[1]) == ["200", "400", "600"]
    assert set(re.findall(r"/media/images/\w[\w.-]*\.(\w+)", html)) == {"webp"}


def test_it_does_not_offer_sizes_that_the_picture_does_not_have(db):
    small = take_picture(upload=SimpleUploadedFile("a.jpg", photo(width=120, height=90)), title="")
    html = shown(small)
    assert "srcset" not in html
    assert 'width="120" height="90"' in html


def test_it_lets_decoration_have_no_words_and_escapes_the_others(picture):
    assert 'alt=""' in shown(picture, "")
    assert "&lt;b&gt;" in shown(picture, "<b>")


def test_it_insists_on_alt(picture):
    with pytest.raises(Exception, match="alt"):
        shown(picture, tag='{% load pictures %}{% picture image "fill-40x40" %}')


def test_it_shows_nothing_without_a_picture():
    assert shown(None) == ""


def test_it_knows_the_sizes_of_a_spec():
    assert sizes_of("fill-400x300-c50") == ["fill-200x150-c50", "fill-400x300-c50", "fill-600x450-c50"]
    assert sizes_of("width-320") == ["width-160", "width-320", "width-480"]
    assert sizes_of("original") == ["original"]


def test_it_shows_a_list_without_a_query_per_picture(db, django_assert_num_queries):
    for shade in range(5):
        raw = photo(width=800 + shade, height=600)
        shown(take_picture(upload=SimpleUploadedFile("a.jpg", raw), title=str(shade)))
    with django_assert_num_queries(2):
        pictures = Picture.objects.prefetch_renditions(*files_of("fill-400x300"))
        assert all("srcset" in shown(each) for each in pictures)


def test_it_serves_a_rendition_as_an_image_and_nothing_else(client, picture):
    answer = client.get(picture.get_rendition("fill-80x80").url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    assert "immutable" in answer["Cache-Control"]
    assert client.post(picture.get_rendition("fill-80x80").url).status_code == 405


@pytest.mark.parametrize(
    "name",
    [
        "../secret.jpg",
        "..%2fsecret.jpg",
        "%2e%2e/secret.jpg",
        "..%5csecret.jpg",
        "/etc/passwd",
        ".hidden.jpg",
        "x.html",
        "x.svg",
        "sub/x.jpg",
        "x.jpg%00.html",
        "nobody.jpg",
    ],
)
def test_it_serves_nothing_else(client, own_folders, name):
    media = Path(own_folders) / "media"
    (media / "images" / "sub").mkdir(parents=True)
    for path in ("secret.jpg", "images/.hidden.jpg", "images/x.html", "images/x.svg", "images/sub/x.jpg"):
        (media / path).write_bytes(photo())
    assert client.get(f"/media/images/{name}").status_code == 404
