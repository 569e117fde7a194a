"""Who is signed in finds what she has bought, and nothing of anybody else's."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from market.accounts.models import User
from market.settlement.models import OrderGroup
from market.shop.checkout.actions import place_order_group
from tests.market.shop.goods import make_basket, make_buyer, make_product, make_shop

pytestmark = pytest.mark.django_db

TEMPLATE = (
    "{% load my_orders %}{% my_orders as found %}{% for one in found %}{{ one.number }} {{ one.url }} {% endfor %}"
)


def shown_to(user: Any, rf: RequestFactory) -> str:
    request = rf.get("/akun/")
    request.user = user
    return Template(TEMPLATE).render(Context({"request": request}))


def buy(user: User | None) -> OrderGroup:
    basket = make_basket((make_product(make_shop()), 1))
    return place_order_group(basket=basket, buyer=make_buyer(user), choices={}, now=timezone.now())


def test_it_lists_her_own_only(rf: RequestFactory) -> None:
    hers, other = (User.objects.create_user(f"+628129999000{n}") for n in range(2))
    first, second, _others, _guests = buy(hers), buy(hers), buy(other), buy(None)

    assert shown_to(hers, rf).split() == [
        second.number,
        f"/pesanan/{second.secret}/",
        first.number,
        f"/pesanan/{first.secret}/",
    ]
    assert shown_to(AnonymousUser(), rf) == ""


def test_it_asks_a_fixed_number_of_questions(rf: RequestFactory, django_assert_num_queries: Any) -> None:
    user = User.objects.create_user("+6281299990000")
    for _ in range(3):
        buy(user)
    with django_assert_num_queries(4):
        shown_to(user, rf)
