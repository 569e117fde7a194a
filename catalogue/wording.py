"""Goods in the language of the page: English where staff have written it, else the Indonesian, marked as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import get_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalogue.models import Product

TEXTS = ("title", "description", "how_made", "ingredients")
ENGLISH = "en"


class ProductTranslation(models.Model):
    """A product in another language, written by staff. `source` is the hash of the Indonesian that they saw."""

    product = models.ForeignKey("catalogue.Product", models.CASCADE, related_name="translations")
    language = models.CharField("bahasa", max_length=5, default=ENGLISH)
    title = models.CharField("nama", max_length=255, blank=True)
    description = models.TextField("keterangan", blank=True)
    how_made = models.TextField("cara membuatnya", blank=True)
    ingredients = models.TextField("bahan", blank=True)
    source = models.CharField(max_length=32, blank=True)
    written_at = models.DateTimeField("ditulis")
    written_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ditulis oleh"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "language"], name="catalogue_one_translation_a_language"),
        ]
        verbose_name = "terjemahan produk"
        verbose_name_plural = "terjemahan produk"

    def __str__(self) -> str:
        return self.title


class Wording(str):
    """Words with their `lang`, which templates write beside them where it is not that of the page."""

    lang = ""

    @classmethod
    def of(cls, words: str, lang: str = "") -> Wording:
        """Return words; `lang` is empty for those in the language of the page."""
        said = cls(words)
        said.lang = lang
        return said


def is_translated() -> bool:
    """Is this page in another language than goods are listed in?"""
    return get_language() != settings.LANGUAGE_CODE


def wording(own: str, said: str | None) -> Wording:
    """Return what is said in the language of the page, else as it was listed, with `lang`."""
    if said or not own:
        return Wording(said or "")
    return Wording.of(own, settings.LANGUAGE_CODE if is_translated() else "")


def said_of(product: Product, name: str) -> Wording:
    """Return one of `TEXTS` in the language of the page, else as it was listed, with `lang`.

    Asks the database unless `translations` are at hand (`words_of`).
    """
    own = str(getattr(product, name))
    if not is_translated():
        return Wording(own)
    language = get_language()
    row = next((row for row in product.translations.all() if row.language == language), None)
    return wording(own, getattr(row, name, ""))


def title_of(product: Product) -> Wording:
    """Return the name as it stands in a basket; a size has its product's name before its own."""
    if not is_translated():
        return Wording(product.get_title())
    own = said_of(product, "title")
    if not product.is_child:
        return own
    whole = said_of(product.parent, "title")
    if not own or product.title.startswith(product.parent.title):
        return own or whole
    return Wording.of(f"{whole}, {own}", whole.lang)


def put_in_words_of_the_page(product: Product) -> None:
    """Let a product and its sizes say all in the language of the page; what was changed so is never saved."""
    if not is_translated():
        return
    sizes = list(product.children.all()) if product.is_parent else []
    models.prefetch_related_objects([product, *sizes], "translations")
    for each in (product, *sizes):
        for name in TEXTS:
            setattr(each, name, said_of(each, name))
        each.is_for_show = True  # `Product.save` refuses it


def words_of(*ways: str) -> Iterable[str]:
    """Return what to prefetch so that the products at the end of these ways say their names without asking."""
    return [f"{way}__translations" for way in ways] if is_translated() else []
