"""Sixteen pages at once are given the same maker: one gets her; without the lock, more."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cms.models import HomePage, MakerIndexPage, MakerPage
from sellers.models import Producer
from tests.market.gateways.crowd import WORKERS, at_once
from tests.market.shop.goods import make_shop

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("is_locked", [True, False], ids=["locked", "control"])
def test_a_maker_has_one_page(home: HomePage, monkeypatch: Any, is_locked: bool) -> None:
    if not is_locked:
        monkeypatch.setattr("cms.pages.makers.one_page_at_a_time", lambda *_said: None)
    shop = make_shop()
    known = {"seller": shop.seller, "village": shop.village, "makes": "amplang"}
    index = MakerIndexPage.objects.child_of(home).get()
    pages = []
    for number in range(WORKERS):
        maker = Producer.objects.create(name=f"Ibu {number}", **known)
        page = MakerPage(title=maker.name, lead="Menggoreng amplang.", producer=maker, locale=index.locale)
        pages.append(index.add_child(instance=page))
    wanted = Producer.objects.create(name="Ibu Ros", **known)

    def take_her() -> bool:
        page = pages.pop()
        page.producer = wanted
        try:
            page.save()
        except ValidationError:
            return False
        return True

    done = at_once(take_her)
    assert sum(done) == MakerPage.objects.filter(producer=wanted).count()
    assert (sum(done) == 1) is is_locked
