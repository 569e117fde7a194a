"""The categories that visitors see, all in one small query, without building models."""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection
from django.utils.translation import get_language

from catalogue.links import link
from catalogue.models import Category

ROWS = """
SELECT "id", "path", "depth", "slug", "name", "name_en", CASE WHEN "slug" = %s THEN "description" ELSE '' END
FROM "catalogue_category" WHERE "is_public" AND "ancestors_are_public" ORDER BY "path"
"""


class Shelf(NamedTuple):
    """One category; `description` is that of the one asked for."""

    pk: int
    path: str
    depth: int
    slug: str
    name: str
    name_en: str
    description: str
    url: str

    @property
    def local_name(self) -> str:
        """Its name in the language of the page."""
        return (self.name_en if get_language() == "en" else "") or self.name

    @property
    def above(self) -> str:
        """The path of what it stands under, empty at the top."""
        return self.path[: -Category.steplen]


def all_shelves(wanted: str = "") -> list[Shelf]:
    """Return the categories that are public, each before what is under it; `wanted` is the slug of one."""
    place = link("catalogue:category", category_slug="x").removesuffix("x/")
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [wanted])
        return [Shelf._make([*row, f"{place}{row[3]}/"]) for row in cursor.fetchall()]
