"""Every door through which a picture may come, Wagtail's own included, leads through the pipeline."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Collection, UploadedFile

from market.pictures.actions import UnusablePicture, take_picture
from market.pictures.models import Picture
from tests.market.pictures.made import bomb, heic, photo, tags_in

pytestmark = pytest.mark.django_db


def upload(name="rumah-ibu-siti.jpg", data=None):
    return SimpleUploadedFile(name, photo() if data is None else data, content_type="image/jpeg")


@pytest.fixture
def collection():
    return Collection.get_first_root_node() or Collection.add_root(name="Root")


def every_file(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "cache" not in path.parts]


def assert_nothing_leaks(picture, folder):
    picture.get_renditions("fill-80x80", "width-100", "original", "max-60x60|format-jpeg", "fill-80x80|format-avif")
    files = every_file(folder)
    assert len(files) >= 5
    for path in files:
        assert tags_in(path.read_bytes()) == []
        assert "siti" not in path.name


def test_it_takes_a_picture(own_folders):
    picture = take_picture(upload=upload(), title="Amplang")
    assert (picture.title, picture.width, picture.height) == ("Amplang", 160, 120)
    assert picture.file_size == picture.file.size
    assert picture.file_hash
    assert_nothing_leaks(picture, own_folders)


def test_it_takes_heic_from_an_iphone(own_folders):
    assert_nothing_leaks(take_picture(upload=upload("IMG_1.HEIC", heic()), title=""), own_folders)


def test_it_goes_by_the_content_when_the_name_is_mistaken():
    assert take_picture(upload=upload("dari-whatsapp.jpg", photo("WEBP")), title="").width == 160


@pytest.mark.parametrize("name", ["a.php.jpg", "a.jpg.PHP", "gambar.svg", "gambar.eps", "halaman.html.jpeg"])
def test_it_refuses_a_name_that_no_photo_has(name):
    with pytest.raises(UnusablePicture, match="bukan foto"):
        take_picture(upload=upload(name), title="")
    assert not Picture.objects.exists()


def test_it_gives_names_that_nobody_can_guess_and_keeps_the_original_private(own_folders):
    first, second = (take_picture(upload=upload(), title="") for _ in range(2))
    assert first.file.name != second.file.name
    assert (own_folders / "private" / first.file.name).exists()
    assert not (own_folders / "media").exists()


def test_no_address_serves_an_original(client, picture):
    name = picture.file.name
    for address in (
        picture.file.url,
        f"/media/{name}",
        f"/media/images/../{name}",
        f"/media/images/{Path(name).name}",
    ):
        assert client.get(address).status_code == 404


def test_it_cleans_what_code_saves_directly(own_folders):
    picture = Picture(title="x", file=ImageFile(upload().file, name="rumah-ibu-siti.jpg"))
    picture.save()
    picture.refresh_from_db()
    assert (picture.width, picture.height) == (160, 120)
    assert_nothing_leaks(picture, own_folders)


def test_wagtail_adds_through_the_pipeline(client, chief, collection, own_folders):
    answer = client.post(
        reverse("wagtailimages:add_multiple"), {"files[]": upload("rumah-ibu-siti.heic", heic()), "title": "Peta"}
    )
    assert answer.json()["success"] is True
    assert_nothing_leaks(Picture.objects.get(), own_folders)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("bom.png", bomb(), "terlalu lebar"),
        ("a.gif", b"GIF89a\x01\x00\x01\x00", "Gambar bergerak"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bukan foto"),
        ("a.jpg", b"\xff\xd8\xff\xe0nonsense", "rusak"),
    ],
)
def test_wagtail_refuses_in_the_same_words(client, chief, collection, name, data, sentence):
    answer = client.post(reverse("wagtailimages:add_multiple"), {"files[]": upload(name, data), "title": "x"})
    assert answer.json()["success"] is False
    assert sentence in answer.json()["error_message"]
    assert not Picture.objects.exists()


def test_wagtail_replaces_a_file_through_the_pipeline(client, chief, collection, picture, own_folders):
    answer = client.post(
        reverse("wagtailimages:edit", args=[picture.pk]),
        {"title": "Baru", "collection": collection.pk, "file": upload("rumah-ibu-siti.jpg")},
    )
    assert answer.status_code == 302
    picture.refresh_from_db()
    assert picture.width == 160
    assert_nothing_leaks(picture, own_folders)
    refused = client.post(
        reverse("wagtailimages:edit", args=[picture.pk]),
        {"title": "Baru", "collection": collection.pk, "file": upload("x.php.jpg")},
    )
    assert "bukan foto" in refused.content.decode()


def test_wagtails_chooser_takes_through_the_pipeline(client, chief, collection, own_folders):
    answer = client.post(
        reverse("wagtailimages_chooser:create"),
        {
            "image-chooser-upload-title": "Peta",
            "image-chooser-upload-file": upload(),
            "image-chooser-upload-collection": collection.pk,
        },
    )
    assert answer.json()["step"] in {"chosen", "duplicate_found", "select_format"}
    assert_nothing_leaks(Picture.objects.get(), own_folders)


def test_wagtails_second_step_takes_through_the_pipeline(client, chief, collection, own_folders):
    raw = UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(Picture), file=upload(), uploaded_by_user=chief
    )
    prefix = f"uploaded-image-{raw.pk}"
    client.post(
        reverse("wagtailimages:create_multiple_from_uploaded_image", args=[raw.pk]),
        {f"{prefix}-title": "Peta", f"{prefix}-collection": collection.pk},
    )
    assert_nothing_leaks(Picture.objects.get(), own_folders)


def test_the_back_office_shows_pictures_without_their_originals(client, chief, collection, picture):
    for address in (reverse("wagtailimages:index"), reverse("wagtailimages:edit", args=[picture.pk])):
        page = client.get(address).content.decode()
        assert "/media/images/" in page
        assert picture.file.name not in page
