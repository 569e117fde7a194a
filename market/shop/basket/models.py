"""Follows oscar.apps.basket.models (4.2), with lines that bring their seller along; the migrations stay Oscar's."""

from __future__ import annotations

from django.db.models import QuerySet
from oscar.apps.basket.abstract_models import AbstractBasket, AbstractLine

from catalogue.wording import words_of
from market.attribution.actions import merge_lines


class Basket(AbstractBasket):
    def merge_line(self, line: AbstractLine, add_quantities: bool = True) -> None:
        """Let the line that takes up another's goods remember which of their stories came last."""
        stays = self.lines.filter(line_reference=line.line_reference).first()
        if stays is not None:
            merge_lines(goes=line.pk, stays=stays.pk)
        super().merge_line(line, add_quantities)

    def all_lines(self) -> QuerySet:
        """Return the lines, read once, with all that price, stock and the page need of product and seller."""
        if self.id is not None and self._lines is None:
            self._lines = (
                self.lines.select_related(
                    "product__product_class",
                    "product__parent__product_class",
                    "product__village__district__regency__province",
                    "product__parent__village__district__regency__province",
                    "stockrecord__partner__village__district__regency__province",
                    "stockrecord__product__product_class",
                    "stockrecord__product__parent__product_class",
                )
                .prefetch_related(
                    "attributes",
                    "product__images",
                    "product__parent__images",
                    *words_of("product", "product__parent"),
                )
                .order_by("pk")
            )
        return super().all_lines()


from oscar.apps.basket.models import *  # noqa: F403
