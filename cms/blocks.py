"""What a story is made of. A product block holds which product, never what it costs."""

from __future__ import annotations

from typing import Any

from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from cms.choosers import product_chooser
from cms.live import live_products

ProductChooserBlock = product_chooser.get_block_class(name="ProductChooserBlock", module_path="cms.blocks")

WORDS = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": WORDS, **kwargs})

    class Meta:
        label = "Tulisan"
        icon = "pilcrow"
        template = "cms/blocks/text.html"


class PictureBlock(blocks.StructBlock):
    picture = ImageChooserBlock(label="Gambar")
    alt = blocks.CharBlock(
        label="Isi gambar dalam kata",
        help_text="Untuk pembaca yang tidak dapat melihat gambar. Contoh: Ibu Sari menganyam rotan di beranda rumah.",
        max_length=200,
    )
    caption = blocks.CharBlock(label="Keterangan di bawah gambar", required=False, max_length=200)

    class Meta:
        label = "Gambar"
        icon = "image"
        template = "cms/blocks/picture.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label="Ucapan", rows=3)
    who = blocks.CharBlock(label="Siapa yang berkata", required=False, max_length=100)

    class Meta:
        label = "Kutipan"
        icon = "openquote"
        template = "cms/blocks/quote.html"


class ProductBlock(ProductChooserBlock):
    """One product, with the price and stock of this moment."""

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["shown"] = shown_now([value], context)
        return context

    class Meta:
        label = "Produk"
        icon = "tag"
        template = "cms/blocks/product.html"


class ProductsBlock(blocks.StructBlock):
    """Several products side by side."""

    title = blocks.CharBlock(label="Judul", required=False, max_length=100)
    products = blocks.ListBlock(ProductChooserBlock(label="Produk"), label="Produk", min_num=1, max_num=12)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["shown"] = shown_now(value["products"], context)
        return context

    class Meta:
        label = "Beberapa produk"
        icon = "grip"
        template = "cms/blocks/products.html"


class StoryBody(blocks.StreamBlock):
    text = TextBlock()
    picture = PictureBlock()
    quote = QuoteBlock()
    product = ProductBlock()
    products = ProductsBlock()


def shown_now(chosen: list[Any], context: dict[str, Any]) -> list[Any]:
    """Return the chosen products as they are now, leaving out those that are hidden, closed or deleted.

    The page fetched its goods once (`live_products` in the context); a block drawn on its own fetches its own.
    """
    keys = [product.pk for product in chosen if product is not None]
    live = context.get("live_products")
    if live is None:
        live = live_products(keys)
    return [live[key] for key in keys if key in live]
