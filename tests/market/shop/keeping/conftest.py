"""Two buyers, a shop's product that is there and one that is sold out."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from catalogue.models import Product
from market.accounts.models import User
from market.shop.keeping.addresses import save_address
from market.shop.keeping.models import SavedAddress
from tests.cast import a_person
from tests.market.shop.goods import make_destination, make_product, make_shop


@pytest.fixture
def rina(db: None) -> User:
    return a_person(3, "Rina")


@pytest.fixture
def tono(db: None) -> User:
    return a_person(6, "Tono")


@pytest.fixture
def hers(client: Client, rina: User) -> Client:
    """Rina's browser."""
    client.force_login(rina)
    return client


@pytest.fixture
def amplang(db: None) -> Product:
    return make_product(make_shop())


@pytest.fixture
def gone(amplang: Product) -> Product:
    return make_product(amplang.seller, title="Madu", stock=0)


def keep_address(user: User, **words: Any) -> SavedAddress:
    said = {"name": "Rina", "phone": "+628121112222", "street": "Jl. Tebet 5", "postcode": "12810", **words}
    return save_address(user=user, district=make_destination(), **said)
