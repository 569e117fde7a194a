"""What a body is made of, one module a kind. Blocks hold what was chosen and written, never what it costs."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString
from wagtail import blocks
from wagtail.blocks import StreamValue
from wagtail.models import Page

from cms.blocks.charts import ChartBlock
from cms.blocks.goods import GoodsByRuleBlock, MakerBlock, ProductBlock, ProductsBlock
from cms.blocks.pictures import AudioBlock, GalleryBlock, PictureBlock, VideoBlock
from cms.blocks.places import ItineraryBlock, MapBlock, PlaceBlock, VillageBlock
from cms.blocks.words import WORDS as WORDS
from cms.blocks.words import CallBlock, FactsBlock, PricesBlock, QuoteBlock, TextBlock
from cms.live import Live, live_in


class StoryBody(blocks.StreamBlock):
    """The blocks of every page with a body; each has a text-only form, and is fetched with all others."""

    text = TextBlock()
    quote = QuoteBlock()
    facts = FactsBlock()
    prices = PricesBlock()
    chart = ChartBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    audio = AudioBlock()
    product = ProductBlock()
    products = ProductsBlock()
    goods = GoodsByRuleBlock()
    maker = MakerBlock()
    call = CallBlock()
    village = VillageBlock()
    place = PlaceBlock()
    map = MapBlock()
    itinerary = ItineraryBlock()

    def render_basic(self, value: StreamValue, context: dict[str, Any] | None = None) -> SafeString:
        """Render the blocks; what they show is fetched at once, unless whoever asks has fetched it."""
        said = dict(context or {})
        said["live"] = said.get("live") or live_in(value)
        return super().render_basic(value, context=said)


def body_text(body: StreamValue, live: Live | None = None) -> str:
    """Return a body in plain words as it is now, a blank line between its blocks."""
    live = live or live_in(body)
    told = (child.block.as_text(child.value, live) for child in body)
    return "\n\n".join(words for words in told if words)


def has_video(page: Page) -> bool:
    """Say whether the body of a page shows a video, without a query."""
    body = getattr(page, "body", None)
    return isinstance(body, StreamValue) and any(raw["type"] == "video" for raw in body.raw_data)
