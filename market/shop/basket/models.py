"""Follows oscar.apps.basket.models (4.2), with lines that bring their seller along; the migrations stay Oscar's."""

from __future__ import annotations

from django.db.models import QuerySet
from oscar.apps.basket.abstract_models import AbstractBasket

from catalogue.wording import words_of


class Basket(AbstractBasket):
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
