"""Every block can be written, read as a page, and told in plain words; all live ones are fetched together."""

from __future__ import annotations

from typing import Any

import pytest
from django.template.loader import render_to_string
from wagtail.blocks import Block, ChooserBlock, DecimalBlock, IntegerBlock, ListBlock, StreamValue, StructBlock

from cms.blocks import StoryBody, body_text, examples
from cms.blocks.bodies import MAKERS, compose
from cms.blocks.told import Told
from cms.live import live_in
from cms.models import StoryPage
from tests.cms.conftest import make_picture, page_text, pictured
from tests.cms.samples import SAMPLES, TELLS, Things, make_things
from tests.market.shop.goods import make_product, make_shop

BLOCKS = StoryBody().child_blocks
GROUPS = {"Kata", "Gambar dan suara", "Barang dagangan", "Tempat"}


@pytest.fixture
def things(home) -> Things:
    return make_things()


def body_of(*parts) -> StreamValue:
    return StreamValue(StoryBody(), compose(list(parts)))


@pytest.mark.parametrize("name", BLOCKS)
def test_it_is_told_in_plain_words(things, name):
    """A block that is added without a text form, or without a sample here, fails."""
    value = body_of((name, SAMPLES[name](things)))[0].value
    words = BLOCKS[name].as_text(value)
    assert TELLS[name] in words
    assert "<" not in words


def test_it_notices_a_block_without_words():
    class Mute(Told, Block):
        pass

    with pytest.raises(NotImplementedError, match="Mute"):
        Mute().as_text("anything")


@pytest.mark.parametrize(("name", "block"), BLOCKS.items())
def test_it_helps_the_editor(name, block):
    assert name in MAKERS
    assert block.meta.group in GROUPS
    assert block.meta.description.endswith(".")
    assert block.meta.icon != "placeholder"
    assert render_to_string(f"wagtailadmin/icons/{block.meta.icon}.svg")


def test_it_shows_every_block_on_one_page(client, tell, things):
    story = tell(body=[(name, sample(things)) for name, sample in SAMPLES.items()])
    text = page_text(client, story.url)
    for told in ("Dari dapur", "Juni sampai September", "Rp350.000", "410,5</td>", "Ikan di kuali", "gallery__strip",
                 "rekaman/", "Bunyi sungai", "story-product", "product-card", "story-maker", "Mau menginap?",
                 "village-link", "story-place", "map__dot", "journey__step"):  # fmt: skip
        assert told in text
    assert "None" not in text
    assert "style=" not in text


def test_it_tells_a_whole_body(things):
    body = body_of(*((name, sample(things)) for name, sample in SAMPLES.items()))
    words = body_text(body)
    assert all(told in words for told in TELLS.values())


def test_it_tells_the_search_no_price(tell, things):
    story = tell(body=[(name, SAMPLES[name](things)) for name in ("text", "product", "products", "goods", "maker")])
    words = story.findable()["text"]
    assert "Renyah" in words
    assert "Terbaru" in words
    assert "Rp" not in words
    assert things.product.title not in words


def test_it_asks_little_whatever_the_number_of_blocks(client, tell, home, django_assert_max_num_queries):
    shop = make_shop()
    goods = [pictured(make_product(shop)) for _ in range(12)]
    maker = shop.seller.producers.get()
    rest = [
        ("gallery", {"pictures": [(make_picture(), f"Gambar {number}") for number in range(6)]}),
        ("map", {"spots": [("Dermaga", -0.41, 116.98), ("Hulu", -0.2, 116.5)]}),
        ("goods", {"village": shop.village}),
        ("goods", {"maker": maker}),
        ("maker", maker),
        ("village", shop.village),
    ]
    story = tell(village=shop.village, picture=make_picture(), body=[*(("product", each) for each in goods), *rest])
    page_text(client, story.url)
    body = StoryPage.objects.get(pk=story.pk).body
    with django_assert_max_num_queries(5):
        live_in(body)
    with django_assert_max_num_queries(15):
        text = page_text(client, story.url)
    assert text.count("data-product=") == 12
    assert text.count("gallery__one") == 6


QUERIES = {"goods": 3, "product": 2, "products": 2, "maker": 2, "village": 1, "place": 2, "audio": 1} | dict.fromkeys(
    ("picture", "gallery", "video", "call", "itinerary"), 1
)
"""What one kind of block asks the database for, however many there are of it; all others ask nothing."""


@pytest.mark.parametrize("name", BLOCKS)
def test_each_block_asks_no_more_for_several_than_its_budget(name, things, django_assert_max_num_queries):
    pictured(things.product)
    body_of((name, SAMPLES[name](things))).render_as_block()  # the pictures are made
    bodies = [body_of(*[(name, SAMPLES[name](things))] * times) for times in (1, 3)]
    for body in bodies:
        stored = StoryBody().to_python(body.get_prep_value())
        with django_assert_max_num_queries(QUERIES.get(name, 0)):
            assert stored.render_as_block()


def test_it_swipes_its_gallery_without_a_script(client, tell, things):
    text = page_text(client, tell(body=[("gallery", SAMPLES["gallery"](things))]).url)
    assert 'tabindex="0"' in text
    assert "1/2" in text


def test_it_makes_a_chart_of_words_that_keep_their_size(client, tell, things):
    chart = {"title": "Panen", "kind": "line", "source": "BPS", "rows": [("2023", 0), ("2024", 50), ("2025", 100)]}
    text = page_text(client, tell(body=[("chart", SAMPLES["chart"](things)), ("chart", chart)]).url)
    assert '<rect class="chart__bar" x="0" y="21" width="78.00%"' in text
    assert 'points="4.00,186 50.00,110 96.00,34"' in text
    assert '<th scope="row">2025</th><td>100</td>' in text


def begun(block: Block) -> Any:
    """Return a block as a draft keeps it before anything is written in it."""
    if isinstance(block, StructBlock):
        return {name: begun(child) for name, child in block.child_blocks.items()}
    if isinstance(block, ListBlock):
        return [{"type": "item", "id": "1", "value": begun(block.child_block)}]
    return None if isinstance(block, DecimalBlock | IntegerBlock | ChooserBlock) else ""


@pytest.mark.parametrize("name", BLOCKS)
def test_it_shows_a_draft_whose_blocks_are_only_begun(home, name):
    body = StreamValue(StoryBody(), [{"type": name, "value": begun(BLOCKS[name])}], is_lazy=True)
    assert "None" not in body.render_as_block({}) + body_text(body)


def test_it_shows_a_chart_without_rows(home):
    chart = {**begun(BLOCKS["chart"]), "kind": "line", "rows": []}
    body = StreamValue(StoryBody(), [{"type": "chart", "value": chart}], is_lazy=True)
    assert "chart__" in body.render_as_block({})


@pytest.mark.parametrize(
    ("name", "trace"),
    [
        ("product", "story-product"), ("products", "product-card"), ("goods", "product-card"),
        ("maker", "story-maker"), ("village", "story-village"), ("place", "story-place"),
        ("picture", "<figure"), ("gallery", "gallery__one"),
    ],
)  # fmt: skip
def test_it_previews_a_live_block_with_what_all_may_see(things, name, trace):
    pictured(things.product)
    block = BLOCKS[name]
    assert block.is_previewable
    assert trace in block.render(block.get_preview_value())
    assert set(examples.pictures()) == {image.original for image in things.product.images.all()}


def test_its_previews_are_empty_where_nothing_is_on_sale(home):
    for name in ("product", "maker", "village", "place", "picture", "gallery", "goods"):
        assert BLOCKS[name].render(BLOCKS[name].get_preview_value()).strip() == "", name


@pytest.mark.parametrize("name", ["text", "quote", "facts", "prices", "chart", "itinerary"])
def test_it_previews_a_block_of_words(name):
    block = BLOCKS[name]
    assert block.is_previewable
    assert block.render(block.get_preview_value()).count("<") > 2
