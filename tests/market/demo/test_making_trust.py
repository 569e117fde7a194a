"""The demo's papers, reviews and answers are made by the real actions."""

from __future__ import annotations

from pathlib import Path

from catalogue.models import Product
from catalogue.reviews.models import ProductReview
from market.demo.data import people
from market.demo.making.shops import Shop
from market.demo.making.trust import FOOD, HOW_MADE, make_trust
from market.shop.order.actions import hand_over
from sellers.models import Permit, Question
from tests.cast import Cast
from tests.sellers.purchases import bought


def test_it_tells_of_every_trade() -> None:
    assert set(HOW_MADE) == set(people.MAKES) > FOOD


def test_it_makes_goods_trusted_and_leaves_something_to_do(cast: Cast, own_folders: Path) -> None:
    for order in bought((cast.amplang, 1), (cast.kopi, 1)):
        hand_over(order=order, carrier="JNE", tracking_number="1", by=cast.budi)
    shops = [Shop("dapur", [cast.sari_producer]), Shop("anyam", [cast.rahman_producer])]

    make_trust(shops, {people.BUDI.phone: cast.budi, people.RINA.phone: cast.rina})

    amplang = Product.objects.on_sale().get(pk=cast.amplang.pk)
    assert (amplang.is_halal, amplang.review_count, bool(amplang.how_made)) == (True, 1, True)
    assert not Product.objects.get(pk=cast.kopi.pk).is_halal
    assert Permit.objects.waiting().count() == 1
    assert ProductReview.objects.filter(status=ProductReview.FOR_MODERATION).count() == 1
    assert Question.objects.shown_about(amplang).count() == 1
    assert Question.objects.unanswered().count() == 1
