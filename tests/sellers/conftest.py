"""Two villages in two regencies, two sellers, an operator for each, an editor, and a buyer."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalogue.actions import load_categories
from catalogue.models import Category
from market.accounts.models import User
from market.accounts.roles import EDITOR, OPERATOR, appoint
from market.pictures.actions import take_picture
from market.pictures.models import Picture
from market.regions.models import District, Province, Regency, Village
from sellers.actions import add_size, apply_to_sell, approve_product, approve_seller, list_product
from tests.cast import sign_in
from tests.market.pictures.made import photo
from tests.remembered import once
from tests.sellers.consents import a_maker, agreed, made_hub
from tests.sellers.sync.phone import client_of


@pytest.fixture(autouse=True)
def apart(own_folders: Path) -> None:
    """Every test here has its own folders."""


def made_village(code: str, village: str, district: str, regency: str, *, is_member: bool = True) -> Village:
    province_code, regency_code, district_code = code[:2], code[:5], code[:8]
    province, _ = Province.objects.get_or_create(code=province_code, defaults={"name": f"Provinsi {province_code}"})
    above, _ = Regency.objects.update_or_create(
        code=regency_code, defaults={"name": regency, "province": province, "is_member": is_member}
    )
    between, _ = District.objects.get_or_create(code=district_code, defaults={"name": district, "regency": above})
    return Village.objects.update_or_create(code=code, defaults={"name": village, "district": between})[0]


@pytest.fixture
def muara_kaman(db):
    return made_village("64.02.05.2001", "Muara Kaman Ulu", "Muara Kaman", "Kabupaten Kutai Kartanegara")


@pytest.fixture
def sangatta(db):
    return made_village("64.08.03.2001", "Sangatta Utara", "Sangatta", "Kabupaten Kutai Timur")


@pytest.fixture
def categories(db):
    once(load_categories)


@pytest.fixture
def snacks(categories):
    return Category.objects.get(slug="camilan")


def signed_in(user: User | None) -> Client:
    client = Client()
    if user:
        sign_in(client, user)
    return client


def upload(name: str = "IMG_0001.jpg", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, photo(width=800, height=600) if data is None else data, content_type="image/jpeg")


def a_picture(user: User | None = None) -> Picture:
    return take_picture(upload=upload(), title="Amplang", by=user)


def apply(phone: str, name: str, shop: str, village: Village):
    user = User.objects.create_user(phone, first_name=name)
    return apply_to_sell(user=user, name=name, shop_name=shop, village=village, makes="amplang ikan pipih")


@pytest.fixture
def siti(muara_kaman):
    """A producer whose shop is open."""
    producer = apply("+6281234567001", "Siti Aminah", "Dapur Ibu Siti", muara_kaman)
    approve_seller(seller=producer.seller, by=None)
    producer.seller.refresh_from_db()
    return producer


@pytest.fixture
def ratna(sangatta):
    """Another producer, elsewhere, whose shop is open."""
    producer = apply("+6281234567002", "Ratna Dewi", "Anyaman Ratna", sangatta)
    approve_seller(seller=producer.seller, by=None)
    producer.seller.refresh_from_db()
    return producer


@pytest.fixture
def newcomer(muara_kaman):
    """A producer whose shop waits."""
    return apply("+6281234567003", "Yuliana", "Madu Yuliana", muara_kaman)


@pytest.fixture
def buyer(db):
    return User.objects.create_user("+6281234567009", first_name="Pembeli")


@pytest.fixture
def operator(muara_kaman):
    user = User.objects.create_user("+6281234567010", first_name="Petugas Kukar")
    appoint(user=user, role=OPERATOR, regency=muara_kaman.district.regency)
    return user


@pytest.fixture
def operator_elsewhere(sangatta):
    user = User.objects.create_user("+6281234567011", first_name="Petugas Kutim")
    appoint(user=user, role=OPERATOR, regency=sangatta.district.regency)
    return user


@pytest.fixture
def editor(muara_kaman):
    user = User.objects.create_user("+6281234567012", first_name="Penulis")
    appoint(user=user, role=EDITOR)
    return user


def listed(producer, title: str = "Amplang ikan pipih", **answers):
    return list_product(
        **{
            "producer": producer,
            "title": title,
            "price": 25_000,
            "unit_of_sale": "bungkus",
            "stock": 12,
            "packaging": "plastik",
            "shipping_weight_g": 300,
            "picture": a_picture(producer.user),
            "category": None,
            "by": producer.user,
            **answers,
        }
    )


def sized(product, label: str = "500 g", **answers):
    """Return one more size of a product; what was sold so far is its 250 g."""
    given = {"price": 45_000, "stock": 4, "shipping_weight_g": 600, "first_label": "250 g", **answers}
    return add_size(product=product, label=label, **given)


@pytest.fixture
def amplang(siti):
    """Siti's listing that waits."""
    return listed(siti)


@pytest.fixture
def on_sale(amplang, snacks):
    return approve_product(product=amplang, by=None, category=snacks)


@pytest.fixture
def hers(siti):
    """Siti's browser and phone, signed in."""
    return client_of(siti.user)


@pytest.fixture
def hub(siti):
    """Siti's shop, made a hub."""
    return made_hub(siti)


@pytest.fixture
def imah(hub):
    """A producer of the hub without a phone, who has not been asked yet."""
    return a_maker(hub)


@pytest.fixture
def willing(imah):
    """The same, who has agreed."""
    agreed(imah)
    return imah
