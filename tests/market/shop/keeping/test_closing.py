"""Whoever asks for it is deleted by the superuser: what she kept goes with her, what was sold stays in the books."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from catalogue.models import Product
from catalogue.reviews.models import ProductReview
from market.accounts.models import User
from market.notify.models import Message
from market.settlement.models import OrderGroup
from market.shop.checkout.actions import place_order_group
from market.shop.keeping.models import Favourite, SavedAddress, Wait
from sellers.actions.questions import answer, ask
from sellers.models import Question
from tests.cast import a_person, sign_in
from tests.market.shop.goods import make_basket, make_buyer, make_tariff, pay_up
from tests.market.shop.keeping.conftest import keep_address

ALONE, AMONG_OTHERS = "/kelola/users/delete/{}/", "/kelola/bulk/accounts/user/delete/?id={}"


def delete_in_the_office(user: User, way: str = ALONE) -> None:
    boss = a_person(9, "Admin")
    User.objects.filter(pk=boss.pk).update(is_staff=True, is_superuser=True)
    sign_in(Client(), User.objects.get(pk=boss.pk)).post(way.format(user.pk))
    assert not User.objects.filter(pk=user.pk).exists()


def review(user: User, product: Product, score: int) -> None:
    shown = ProductReview.APPROVED
    ProductReview.objects.create(user=user, product=product, score=score, title="-", body="Enak", status=shown)


def test_her_stars_go_with_her_reviews(rina: User, tono: User, amplang: Product) -> None:
    review(rina, amplang, 5)
    review(tono, amplang, 3)
    delete_in_the_office(rina)
    amplang.refresh_from_db()
    assert (amplang.rating, amplang.review_count) == (3, 1)

    tono.delete()
    amplang.refresh_from_db()
    assert (amplang.rating, amplang.review_count) == (None, 0)


def test_goods_go_with_their_reviews(rina: User, amplang: Product) -> None:
    review(rina, amplang, 5)
    amplang.delete()
    assert not ProductReview.objects.exists()


def test_nobody_writes_to_her_number_any_more(rina: User, tono: User, amplang: Product) -> None:
    asked = [
        ask(product=amplang, text="Tahan berapa lama?", phone=rina.phone, user=rina, asked_from="n" * 32),
        ask(product=amplang, text="Pedas?", phone="+6281399990001", user=rina),
        ask(product=amplang, text="Halal?", phone=rina.phone),
        ask(product=amplang, text="Manis?", phone=tono.phone, user=tono),
    ]
    delete_in_the_office(rina)

    for question in asked:
        question.refresh_from_db()
        answer(question=question, text="Ya", is_public=False, by=tono)
    assert [(one.phone, one.asked_from) for one in asked] == [("", "")] * 3 + [(tono.phone, "")]
    assert {one.phone for one in Message.objects.filter(template__startswith="question_answered")} == {tono.phone}


@pytest.mark.parametrize("way", [ALONE, AMONG_OTHERS])
def test_what_she_kept_goes_and_what_was_sold_stays(
    rina: User, tono: User, amplang: Product, gone: Product, way: str
) -> None:
    for user in (rina, tono):
        keep_address(user)
        Favourite.objects.create(user=user, product=amplang)
        Wait.objects.create(user=user, product=gone)
        Question.objects.create(user=user, product=amplang, text="Tahan berapa lama?")
    make_tariff(amplang.village.district)
    basket, buyer = make_basket((amplang, 1), owner=rina), make_buyer(rina)
    group = place_order_group(basket=basket, buyer=buyer, choices={}, now=timezone.now())
    pay_up(group)
    make_basket((amplang, 1), owner=rina)
    assert sign_in(Client(), tono).post(way.format(rina.pk)).status_code in (302, 403)
    assert User.objects.filter(pk=rina.pk).exists()

    delete_in_the_office(rina, way)
    for kept in (SavedAddress, Favourite, Wait):
        assert [row.user for row in kept.objects.all()] == [tono]
    assert {question.user for question in Question.objects.all()} == {tono, None}
    kept_group = OrderGroup.objects.get()
    assert (kept_group.user, kept_group.buyer_phone) == (None, group.buyer_phone)
