"""A shop with goods, and pages that tell of them."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import pytest
from wagtail.models import Page

from catalogue.models import Product
from cms.models import StoryPage
from market.attribution.models import DailyCount
from tests.market.shop.goods import make_product, make_shop

DAY = date(2026, 11, 22)
numbers = itertools.count(1)


def a_story(title: str = "Rasa dari hulu", *, live: bool = True) -> Page:
    """Return a page that links to goods."""
    root = Page.objects.get(depth=1)
    story = StoryPage(title=title, lead="Dari hulu.", slug=f"cerita-{next(numbers)}", live=live)
    return root.add_child(instance=story)


def sums(**which: Any) -> list[tuple[int, int, int, int, int, int]]:
    """Return story, product, views, baskets, pieces and rupiah of the rows."""
    rows = DailyCount.objects.filter(**which).order_by("day", "story", "product")
    return list(rows.values_list("story", "product", "views", "baskets", "pieces", "rupiah"))


@pytest.fixture
def product(db: None) -> Product:
    return make_product(make_shop())


@pytest.fixture
def story(db: None) -> Page:
    return a_story()
