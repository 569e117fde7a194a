"""What staff may mend on a product: its words, its categories, its pictures. Not its price, stock or approval."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalogue.models import Category, ProductCategory
from market.accounts.models import User
from market.accounts.roles import OPERATOR, appoint
from market.pictures.models import Picture
from market.shop.dashboard.thumbnails import RenditionThumbnailer
from tests.cast import sign_in
from tests.market.pictures.made import photo
from tests.market.shop.goods import make_product, make_shop


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setitem(Picture._meta.get_field("file").storage.__dict__, "location", str(tmp_path / "private"))


@pytest.fixture
def product(db):
    product = make_product(make_shop(), price=25_000, stock=7)
    category = Category.get_root_nodes().first() or Category.add_root(name="Makanan", slug="makanan")
    ProductCategory.objects.create(product=product, category=category)
    return product


@pytest.fixture
def staff(client, db):
    user = User.objects.create_user("+628120007777", first_name="Petugas")
    appoint(user=user, role=OPERATOR)
    sign_in(client, user)
    return client


def sent(product, **more: Any) -> dict[str, Any]:
    category = product.productcategory_set.get() if hasattr(product, "productcategory_set") else None
    category = category or ProductCategory.objects.get(product=product)
    return {
        "title": "Amplang gurih",
        "description": "Renyah.",
        "slug": product.slug,
        "productcategory_set-TOTAL_FORMS": 1,
        "productcategory_set-INITIAL_FORMS": 1,
        "productcategory_set-0-id": category.pk,
        "productcategory_set-0-category": category.category_id,
        "images-TOTAL_FORMS": 1,
        "images-INITIAL_FORMS": 0,
        "images-0-display_order": 0,
        "action": "save",
        **more,
    }


def edit(staff, product, **more: Any):
    return staff.post(reverse("dashboard:catalogue-product", kwargs={"pk": product.pk}), sent(product, **more))


def test_it_mends_the_words(staff, product):
    assert edit(staff, product).status_code == 302
    product.refresh_from_db()
    assert (product.title, product.description) == ("Amplang gurih", "Renyah.")


def test_it_leaves_price_stock_and_approval_alone(staff, product):
    record = product.stockrecords.get()
    answer = edit(
        staff,
        product,
        is_public="",
        moderation="draft",
        structure="parent",
        **{
            "stockrecords-TOTAL_FORMS": 1,
            "stockrecords-INITIAL_FORMS": 1,
            "stockrecords-0-id": record.pk,
            "stockrecords-0-price": 1,
            "stockrecords-0-num_in_stock": 999,
        },
    )
    assert answer.status_code == 302
    product.refresh_from_db()
    record.refresh_from_db()
    assert (product.is_public, product.moderation, product.structure) == (True, "approved", "standalone")
    assert (record.price, record.num_in_stock) == (25_000, 7)


def test_it_takes_a_picture_through_the_pipeline(staff, product):
    upload = SimpleUploadedFile("foto.jpg", photo(width=800, height=600), content_type="image/jpeg")
    assert edit(staff, product, **{"images-0-upload": upload}).status_code == 302
    picture = product.images.get().original
    assert picture.file.storage.location != ""
    assert "foto" not in picture.file.name
    thumb = RenditionThumbnailer().generate_thumbnail(picture, size="70x70", upscale=False)
    assert thumb.width <= 70
    page = staff.get(reverse("dashboard:catalogue-product", kwargs={"pk": product.pk}))
    assert page.status_code == 200
    assert staff.get(reverse("dashboard:catalogue-product-list")).status_code == 200


def test_it_says_what_is_wrong_with_a_picture(staff, product):
    upload = SimpleUploadedFile("foto.jpg", b"not a picture", content_type="image/jpeg")
    answer = edit(staff, product, **{"images-0-upload": upload})
    assert answer.status_code == 200
    assert "text-danger" in answer.content.decode()
    assert not product.images.exists()


def test_it_renames_a_category_without_taking_a_file(staff, product):
    category = product.categories.get()
    address = reverse("dashboard:catalogue-category-update", kwargs={"pk": category.pk})
    assert 'type="file"' not in staff.get(address).content.decode()
    answer = staff.post(
        address,
        {"name": "Olahan", "name_en": "Food", "slug": category.slug, "is_public": "on", "_position": "first-child",
         "_ref_node_id": "", "treebeard_position": "first-child", "treebeard_ref_node": ""},
    )  # fmt: skip
    assert answer.status_code == 302
    category.refresh_from_db()
    assert (category.name, category.name_en) == ("Olahan", "Food")
