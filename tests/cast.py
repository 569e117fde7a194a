"""A fixed cast for the roles of the market, made through the rooms' own actions."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile
from django.test import Client

from catalogue.actions import load_categories
from catalogue.models import Category, Product
from market.accounts.models import User
from market.accounts.roles import EDITOR, OPERATOR, appoint, needs_second_factor
from market.accounts.second_factor import APP
from market.pictures.actions import take_picture
from market.pictures.models import Picture
from market.regions.models import District, Province, Regency, Village
from sellers.actions import apply_to_sell, approve_product, approve_seller, list_product
from sellers.models import Producer
from tests.market.pictures.made import photo
from tests.remembered import once

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""What the apps of all staff in the tests are set up with."""


@dataclass(frozen=True)
class Cast:
    """Who is there. Budi is operator in Sari's regency only; Tono has an account and no business anywhere."""

    sari: User
    rahman: User
    rina: User
    dewi: User
    budi: User
    tono: User
    sari_producer: Producer
    rahman_producer: Producer
    amplang: Product
    kopi: Product


def a_village(code: str, name: str, district: str, regency: str, province: str) -> Village:
    """Return a village with all that is above it, in a regency that takes part."""
    above, _ = Province.objects.get_or_create(code=code[:2], defaults={"name": province})
    place, _ = Regency.objects.update_or_create(
        code=code[:5], defaults={"name": regency, "province": above, "is_member": True}
    )
    between, _ = District.objects.get_or_create(code=code[:8], defaults={"name": district, "regency": place})
    return Village.objects.get_or_create(code=code, defaults={"name": name, "district": between})[0]


def a_person(number: int, name: str) -> User:
    """Return somebody with a phone."""
    return User.objects.create_user(f"+62812777000{number:02d}", first_name=name)


def a_shop(user: User, shop_name: str, village: Village, by: User) -> Producer:
    """Return a producer with an open shop of her own."""
    producer = apply_to_sell(
        user=user, name=user.first_name, shop_name=shop_name, village=village, makes="amplang dan kopi"
    )
    approve_seller(seller=producer.seller, by=by)
    producer.seller.refresh_from_db()
    return producer


def a_product(producer: Producer, title: str, price: int, by: User) -> Product:
    """Return a product on sale, twelve in stock."""
    product = list_product(
        producer=producer,
        title=title,
        price=price,
        unit_of_sale="bungkus",
        stock=12,
        packaging="plastik",
        shipping_weight_g=300,
        picture=take_picture(upload=ContentFile(photo(width=800, height=600), name="foto.jpg"), title=title),
        category=Category.objects.get(slug="camilan"),
        by=producer.user,
    )
    return approve_product(product=product, by=by)


def sign_in(client: Client, user: User) -> Client:
    """Sign somebody in, with the second factor set up and proved where the office asks for one."""
    client.force_login(user)
    if needs_second_factor(user):
        app, _ = Authenticator.objects.get_or_create(user=user, type=APP, defaults={"data": {"secret": SECRET}})
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "mfa", "type": "totp", "id": app.pk, "at": time.time()}
        ]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
        session.save()
    return client


@pytest.fixture
def own_folders(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep this test's pictures apart: renditions in `media`, originals in `private`, both under what it returns."""
    settings.MEDIA_ROOT = tmp_path / "media"
    originals = Picture._meta.get_field("file").storage
    monkeypatch.setitem(originals.__dict__, "location", str(tmp_path / "private"))
    return tmp_path


@pytest.fixture
def cast(db: None) -> Cast:
    """Make everybody."""
    once(load_categories)
    muara_kaman = a_village(
        "64.02.05.2001", "Muara Kaman Ulu", "Muara Kaman", "Kabupaten Kutai Kartanegara", "Kalimantan Timur"
    )
    sangatta = a_village("64.08.03.2001", "Sangatta Utara", "Sangatta", "Kabupaten Kutai Timur", "Kalimantan Timur")
    sari, rahman, rina = a_person(1, "Ibu Sari"), a_person(2, "Pak Rahman"), a_person(3, "Rina")
    dewi, budi, tono = a_person(4, "Dewi"), a_person(5, "Budi"), a_person(6, "Tono")
    appoint(user=dewi, role=EDITOR)
    appoint(user=budi, role=OPERATOR, regency=muara_kaman.district.regency)
    sari_producer = a_shop(sari, "Dapur Ibu Sari", muara_kaman, budi)
    rahman_producer = a_shop(rahman, "Kebun Pak Rahman", sangatta, budi)
    amplang = a_product(sari_producer, "Amplang ikan pipih", 25_000, budi)
    kopi = a_product(rahman_producer, "Kopi Sangatta", 48_000, budi)
    return Cast(sari, rahman, rina, dewi, budi, tono, sari_producer, rahman_producer, amplang, kopi)
