"""Live blocks show what is so now, and step aside when what they show is gone."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from catalogue.models import Category
from cms.blocks import StoryBody
from cms.blocks.goods import GoodsByRuleBlock
from market.regions.models import Village
from tests.cms.conftest import page_text
from tests.cms.samples import Things, make_things
from tests.market.shop.goods import make_product, make_shop, make_village

BLOCKS = StoryBody().child_blocks


@pytest.fixture
def things(home) -> Things:
    return make_things()


def close(things: Things) -> None:
    things.product.seller.is_open = False
    things.product.seller.save()


def hide_category(things: Things) -> None:
    things.product.categories.clear()


@pytest.mark.parametrize(
    ("block", "gone", "trace"),
    [
        ("maker", close, "story-maker"),
        ("village", lambda things: Village.objects.update(retired_at=timezone.now()), "story-village"),
        ("place", lambda things: things.place.unpublish(), "story-place"),
        ("place", lambda things: things.place.delete(), "story-place"),
        ("goods", close, "story__goods"),
        ("goods of category", hide_category, "story__goods"),
        ("goods of category", lambda things: Category.objects.all().delete(), "story__goods"),
        ("call", lambda things: things.product.delete(), "class=\"call\""),
    ],
)  # fmt: skip
def test_it_steps_aside(client, tell, things, block, gone, trace):
    values = {
        "goods": ("goods", {"village": things.village}),
        "goods of category": ("goods", {"category": things.category}),
        "call": ("call", {"title": "Coba", "label": "Beli", "product": things.product}),
    }
    part = values.get(block) or (block, getattr(things, block))
    story = tell(body=[("text", "Renyah."), part])
    assert trace in page_text(client, story.url)
    gone(things)
    text = page_text(client, story.url)
    assert "Renyah." in text
    assert trace not in text


def test_it_finds_goods_by_its_rule(client, tell, things):
    elsewhere = make_shop("Dapur Lain", make_village("64.02.06.2002", "Sedulang"))
    far = make_product(elsewhere, title="Kain")
    both = make_product(things.product.seller, title="Abon")
    rules = {
        (things.product.title, both.title): {"village": things.village},
        (far.title,): {"maker": elsewhere.seller.producers.get()},
        (things.product.title,): {"category": things.category, "village": things.village},
        (things.product.title, both.title, far.title): {},
    }
    for shown, rule in rules.items():
        text = page_text(client, tell(title=f"Aturan {len(shown)} {len(rule)}", body=[("goods", rule)]).url)
        found = {each.title for each in (things.product, both, far) if each.title in text}
        assert found == set(shown), rule


def test_it_follows_the_shop_within_one_request(client, tell, things):
    story = tell(body=[("goods", {"village": things.village, "number": 3})])
    for number in range(3):
        newest = make_product(things.product.seller, title=f"Baru {number}")
    text = page_text(client, story.url)
    assert newest.title in text
    assert things.product.title not in text
    assert f'href="/produk/?desa={things.village.pk}"' in text


def test_it_leaves_out_what_is_sold_out_where_asked(client, tell, things):
    things.product.stockrecords.update(num_in_stock=0)
    rule = {"village": things.village}
    assert "badge--out" in page_text(client, tell(body=[("goods", rule)]).url)
    text = page_text(client, tell(title="Lain", body=[("goods", {**rule, "only_in_stock": True})]).url)
    assert "product-card" not in text


def test_it_keeps_a_rule_within_bounds():
    rule = GoodsByRuleBlock().rule_of({"number": 500, "village": None})
    assert rule.number == 12
    assert rule.village == ""


@pytest.mark.parametrize("address", ["/cerita/satu-kuali-amplang/", "/en/cerita/satu-kuali-amplang/"])
def test_it_leads_to_the_place_in_the_language_of_the_page(client, tell, things, address):
    parts = [("place", things.place), ("call", {"title": "Mau?", "label": "Lihat", "page": things.place})]
    tell(body=parts, title_en="One pan")
    text = page_text(client, address)
    there = "/en/wisata/danau-semayang/" if address.startswith("/en") else "/wisata/danau-semayang/"
    assert text.count(f'href="{there}"') == 2


def test_it_leads_to_the_original_where_there_is_no_translation(client, tell, things):
    things.place.get_translations().get().unpublish()
    tell(body=[("place", things.place)], title_en="One pan")
    assert 'href="/wisata/danau-semayang/"' in page_text(client, "/en/cerita/satu-kuali-amplang/")


CALL = {"title": "Mau?", "label": "Lihat", "page": None, "product": None, "phone": "", "is_whatsapp": True}


@pytest.mark.parametrize("goals", [{}, {"phone": "0812"}, {"phone": "0812 3456 7890", "product": 1}])
def test_it_refuses_a_call_with_no_goal_or_a_wrong_one(things, goals):
    value = {**CALL, **goals, "product": things.product if goals.get("product") else None}
    with pytest.raises(ValidationError):
        BLOCKS["call"].clean(BLOCKS["call"].normalize(value))


def test_it_calls_by_whatsapp_or_by_phone(client, tell, home):
    by_whatsapp = {**CALL, "phone": "0812 3456 7890"}
    by_phone = {**by_whatsapp, "is_whatsapp": False}
    text = page_text(client, tell(body=[("call", by_whatsapp), ("call", by_phone)]).url)
    assert 'href="https://wa.me/6281234567890?text=Mau%3F"' in text
    assert 'href="tel:+6281234567890"' in text


def test_it_says_when_what_it_calls_to_is_sold_out(client, tell, things):
    things.product.stockrecords.update(num_in_stock=0)
    text = page_text(client, tell(body=[("call", {**CALL, "product": things.product})]).url)
    assert "badge--out" in text
