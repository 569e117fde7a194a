"""A laid-out site, an editor, a picture, and goods on sale."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import Site

from catalogue.models import Product, ProductImage
from cms.models import HomePage, StoryPage
from cms.tree.actions import build_site_tree, publish_story
from market.accounts.models import User
from market.accounts.roles import EDITOR, appoint
from market.pictures.actions import take_picture
from market.pictures.models import Picture
from tests.market.pictures.made import photo
from tests.market.shop.goods import make_product, make_shop
from tests.remembered import once


@pytest.fixture(autouse=True)
def apart(own_folders: Path) -> None:
    """Every test here has its own folders."""


@pytest.fixture
def home(db: None) -> HomePage:
    Site.clear_site_root_paths_cache()
    once(build_site_tree)
    return HomePage.objects.get(locale__language_code="id")


@pytest.fixture
def editor(home: HomePage) -> User:
    user = User.objects.create_user("+628120009999", first_name="Rina")
    appoint(user=user, role=EDITOR)
    return user


@pytest.fixture
def editing(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def make_picture(title: str = "Amplang di kuali") -> Picture:
    upload = SimpleUploadedFile("foto.jpg", photo(width=1200, height=800), content_type="image/jpeg")
    return take_picture(upload=upload, title=title, description=title)


def pictured(product: Product) -> Product:
    ProductImage.objects.create(product=product, original=make_picture(product.title))
    return product


@pytest.fixture
def amplang(db: None) -> Product:
    return pictured(make_product(make_shop(), price=25_000, stock=3))


@pytest.fixture
def tell(home: HomePage) -> Callable[..., StoryPage]:
    """Return how a story is published; what is not said has a value."""

    def publish(**words: Any) -> StoryPage:
        body = words.pop("body", [("text", "Amplang digoreng pagi-pagi.")])
        told = {
            "title": "Satu kuali amplang",
            "lead": "Ikan pipih dari Mahakam.",
            "village": None,
            "picture": None,
            "author": "Rina, Diskominfo",
            "date": date(2026, 11, 20),
            **words,
        }
        return publish_story(body=body, **told)

    return publish


def page_text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()
