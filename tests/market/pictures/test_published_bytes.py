"""Through whatever door a photo came: no byte of it that anybody gets says where or with what it was taken."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook
from PIL import Image
from wagtail.images.models import Filter
from wagtail.images.models import Image as StockImage
from wagtail.models import Collection, UploadedFile
from wagtail.users.models import UserProfile

from catalogue.models import ProductCategory
from cms.tree.actions import build_site_tree
from market.accounts.models import User
from market.outbox.actions import sweep
from market.pictures.models import Picture
from sellers.bulk.rows import COLUMNS
from sellers.models import Consent, Permit
from tests.cast import Cast, sign_in
from tests.market.pictures.made import heic, photo, tags_in
from tests.market.shop.dashboard.test_product import sent as product_form
from tests.remembered import once
from tests.sellers.consents import READ_OUT, a_maker, made_hub
from tests.sellers.permits import answers as permit_form
from tests.sellers.sync.phone import a_listing, client_of, send_photo, told
from tests.sellers.test_product_pages import answers as product_answers

SHAPES = (
    "fill-400x400",
    "width-320",
    "max-60x60|format-jpeg",
    "fill-80x80|format-avif",
    "original",
    "width-90|format-png",
)
TOLD = photo(width=640, height=480)  # where, which camera, its serial number, XMP and a comment


def upload(data: bytes = TOLD, name: str = "rumah-ibu-siti.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def signed_in(user: User) -> Client:
    return sign_in(Client(), user)


def chief() -> Client:
    return signed_in(User.objects.create_superuser("+6281234500001", first_name="Kepala"))


def root() -> Collection:
    return Collection.get_first_root_node() or Collection.add_root(name="Root")


def the_phone_in_pieces(cast: Cast) -> None:
    hers = client_of(cast.sari)
    names = [send_photo(hers, data, piece=1500) for data in (TOLD, heic(), photo("WEBP"))]
    assert told(hers, a_listing(cast.sari, names))["state"] == "done"


def the_plain_form(cast: Cast) -> None:
    assert signed_in(cast.sari).post(reverse("workshop:add"), product_answers(photo=upload())).status_code == 302


def more_photos(cast: Cast) -> None:
    answer = signed_in(cast.sari).post(reverse("workshop:about", args=[cast.amplang.pk]), {"photo": upload()})
    assert answer.status_code == 302


def a_zip_of_many(cast: Cast) -> None:
    sheet, book, photos = Workbook(), io.BytesIO(), io.BytesIO()
    row = ["Ibu Sari", "", "Tikar purun", "60.000", "buah", "3", "plastik", "900", "tikar.jpg", "", ""]
    for each in (list(COLUMNS.values()), row):
        sheet.active.append(each)
    sheet.save(book)
    with zipfile.ZipFile(photos, "w") as file:
        file.writestr("foto/tikar.jpg", TOLD)
    files = {"file": upload(book.getvalue(), "produk.xlsx"), "photos": upload(photos.getvalue(), "foto.zip")}
    given = {"packaging": "plastik", "shipping_weight_g": "500", "stock": "0", **files}
    assert signed_in(cast.sari).post(reverse("workshop:send_goods"), given).status_code == 302
    sweep()


def a_villagers_story(cast: Cast) -> None:
    once(build_site_tree)
    words = {"title": "Ibu dan kuali amplangnya", "text": "Ibu menggoreng amplang sejak subuh di dapur. " * 4}
    agreed = {"naming": "nama", "shown_name": "Sari", "agrees": "on", "people_agree": "on", "reference": str(uuid4())}
    shown = {"village": cast.sari_producer.village.code, "foto1-photo": upload(), "foto1-told": "Ibu di dapur"}
    answer = signed_in(cast.sari).post("/jual/cerita/kirim/", {**words, **agreed, **shown})
    assert answer.status_code == 302, answer.content.decode()


def the_shops_back_office(cast: Cast) -> None:
    assert ProductCategory.objects.filter(product=cast.amplang).exists()
    given = product_form(cast.amplang, **{"images-0-upload": upload()})
    given |= {"images-0-display_order": 3}
    address = reverse("dashboard:catalogue-product", kwargs={"pk": cast.amplang.pk})
    assert chief().post(address, given).status_code == 302


def wagtail_one(cast: Cast) -> None:
    given = {"title": "Peta", "collection": root().pk, "file": upload()}
    assert chief().post(reverse("wagtailimages:add"), given).status_code == 302


def wagtail_many(cast: Cast) -> None:
    root()
    given = {"files[]": upload(), "title": "Peta"}
    assert chief().post(reverse("wagtailimages:add_multiple"), given).json()["success"]


def wagtails_second_step(cast: Cast) -> None:
    kind, boss = ContentType.objects.get_for_model(Picture), chief()
    user = User.objects.get(phone="+6281234500001")
    raw = UploadedFile.objects.create(for_content_type=kind, file=upload(), uploaded_by_user=user)
    words = {f"uploaded-image-{raw.pk}-title": "Peta", f"uploaded-image-{raw.pk}-collection": root().pk}
    assert boss.post(reverse("wagtailimages:create_multiple_from_uploaded_image", args=[raw.pk]), words).json()


def wagtails_chooser(cast: Cast) -> None:
    given = {"title": "Peta", "file": upload(), "collection": root().pk}
    fields = {f"image-chooser-upload-{name}": value for name, value in given.items()}
    assert chief().post(reverse("wagtailimages_chooser:create"), fields).json()["step"]


def wagtail_in_place_of_another(cast: Cast) -> None:
    taken = cast.kopi.images.get().original
    given = {"title": "Baru", "collection": root().pk, "file": upload()}
    assert chief().post(reverse("wagtailimages:edit", args=[taken.pk]), given).status_code == 302


DOORS: list[Callable[[Cast], None]] = [
    the_phone_in_pieces, the_plain_form, more_photos, a_zip_of_many, a_villagers_story, the_shops_back_office,
    wagtail_one, wagtail_many, wagtails_second_step, wagtails_chooser, wagtail_in_place_of_another,
]  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
def test_it_tells_nothing_of_a_photo_that_came_through(door: Callable[[Cast], None], cast: Cast) -> None:
    before = set(Picture.objects.values_list("pk", "file"))
    door(cast)
    came = [picture for picture in Picture.objects.all() if (picture.pk, str(picture.file)) not in before]
    assert came, "it came in"
    for picture in came:
        for name, data in given_out(picture).items():
            assert tags_in(data) == [], name
        assert Client().get(picture.file.url).status_code == 404, "nobody gets the original"
        with picture.file.open("rb") as original:
            assert tags_in(original.read()) == [], "and it would tell nothing"


def given_out(picture: Picture) -> dict[str, bytes]:
    """Return what anybody gets of a picture, in each shape, by its address."""
    addresses = [rendition.url for rendition in picture.get_renditions(*SHAPES).values()]
    assert len(set(addresses)) == len(SHAPES)
    answers = {address: Client().get(address) for address in addresses}
    return {address: b"".join(answer.streaming_content) for address, answer in answers.items()}  # type: ignore[attr-defined]


def test_papers_have_no_public_address_and_tell_nothing_either(cast: Cast) -> None:
    client = signed_in(cast.sari)
    assert (
        client.post(
            reverse("workshop:add_permit"), permit_form(photo=upload(), products=[cast.amplang.pk])
        ).status_code
        == 302
    )
    made_hub(cast.sari_producer)
    maker = a_maker(cast.sari_producer.seller)
    paper = {"photo": upload(), **READ_OUT}
    assert client.post(reverse("workshop:consent_paper", args=[maker.pk]), paper).status_code == 302
    permit, consent = Permit.objects.get(), Consent.objects.get()
    for kept, address in (
        (permit.photo, reverse("workshop:permit_photo", args=[permit.pk])),
        (consent.file, reverse("workshop:consent_file", args=[consent.pk])),
    ):
        assert tags_in(b"".join(client.get(address).streaming_content)) == []  # type: ignore[attr-defined]
        assert Client().get(address).status_code in (302, 404)
        assert signed_in(cast.rahman).get(address).status_code == 404
        for guess in (f"/media/{kept.name}", f"/media/images/{Path(kept.name).name}"):
            assert Client().get(guess).status_code == 404


def test_a_face_in_the_back_office_has_no_public_address(cast: Cast) -> None:
    profile = UserProfile.get_for_user(cast.dewi)
    profile.avatar.save("dewi.jpg", ContentFile(TOLD))
    assert tags_in(Path(profile.avatar.path).read_bytes()), "Wagtail keeps it as it came"
    for address in (profile.avatar.url, f"/media/images/{Path(profile.avatar.name).name}"):
        assert Client().get(address).status_code == 404


@pytest.mark.parametrize("address", ["/api/v1/products/", "/api/v1/pictures/", "/api/v1/", "/jual/data/"])
def test_the_interfaces_take_no_photo(cast: Cast, address: str) -> None:
    number = Picture.objects.count()
    assert signed_in(cast.sari).post(address, {"file": upload()}).status_code in (403, 404, 405)
    assert Picture.objects.count() == number


def test_the_control_tells_where_it_was_taken(cast: Cast) -> None:
    """Wagtail's own picture and its own JPEG of it, without our pipeline."""
    out = io.BytesIO()
    Filter(spec="width-320|format-jpeg").run(StockImage(title="x", file=ContentFile(TOLD, name="x.jpg")), out)
    assert tags_in(out.getvalue())
    assert Image.open(out).getexif().get_ifd(0x8825)
