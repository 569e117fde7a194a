"""The addresses below /api/v1/, and the OpenAPI document of them."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import NinjaAPI, Path, Query
from pydantic import Field

import market.pagecache.numbers  # noqa: F401  (what `number:` in addresses is)
from cms.models import DestinationPage, StoryPage
from market.opendata import found, schemas
from market.opendata.pages import rows_of
from market.opendata.problems import NOT_CHANGED, PROBLEMS, TAG, Problem
from market.opendata.schemas import VILLAGE
from market.opendata.telling import Row, Telling

ABOUT = """Goods, makers, villages, categories, stories and places of Pasar Hulu, read only, for everybody.

Lists are ordered by id and read on by `next`. Every answer has an ETag: ask again with If-None-Match, and what has
not changed costs nothing. Prices are whole rupiah, times UTC. Problems are told as RFC 9457 says."""


class Api(NinjaAPI):
    """Says of every address how its problems are told."""

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        """Return the document, with the problems that ninja does not know of."""
        schema = super().get_openapi_schema(**kwargs)
        schema["components"].setdefault("schemas", {})["Problem"] = Problem.model_json_schema()
        for path, operations in schema["paths"].items():
            for operation in operations.values():
                kinds = [code for code in PROBLEMS if code != 404 or "{" in path]
                operation["responses"][200]["headers"] = {"ETag": TAG}
                operation["responses"].update({304: NOT_CHANGED, **{code: PROBLEMS[code] for code in kinds}})
        return schema


api = Api(title="Pasar Hulu", version="1", description=ABOUT, docs_url=None, urls_namespace="api")
Code = Annotated[str, Field(pattern=VILLAGE)]


@api.get("/products", response=schemas.Products, tags=["products"], summary="Goods on sale")
def products(request: HttpRequest, asked: Query[schemas.ProductList]) -> Row:
    return rows_of(request, found.products_for(asked), asked, Telling(request, asked.lang).product)


@api.get("/products/{number:number}", response=schemas.Product, tags=["products"], summary="One product")
def product(request: HttpRequest, number: int, asked: Query[schemas.Asked]) -> Row:
    return Telling(request, asked.lang).product(get_object_or_404(found.products(), pk=number))


@api.get("/makers", response=schemas.Makers, tags=["makers"], summary="Who makes")
def makers(request: HttpRequest, asked: Query[schemas.PlacedList]) -> Row:
    return rows_of(request, found.makers(asked.village, asked.regency), asked, Telling(request, asked.lang).maker)


@api.get("/makers/{number:number}", response=schemas.Maker, tags=["makers"], summary="One maker")
def maker(request: HttpRequest, number: int, asked: Query[schemas.Asked]) -> Row:
    return Telling(request, asked.lang).maker(get_object_or_404(found.makers(), pk=number))


@api.get("/villages", response=schemas.Villages, tags=["villages"], summary="Villages of the regencies that take part")
def villages(request: HttpRequest, asked: Query[schemas.VillageList]) -> Row:
    return rows_of(request, found.villages(asked.regency), asked, Telling(request, asked.lang).village, key="code")


@api.get("/villages/{code}", response=schemas.Village, tags=["villages"], summary="One village")
def village(request: HttpRequest, code: Path[Code], asked: Query[schemas.Asked]) -> Row:
    return Telling(request, asked.lang).village(get_object_or_404(found.villages(), pk=code))


@api.get("/categories", response=schemas.Categories, tags=["categories"], summary="Kinds of goods")
def categories(request: HttpRequest, asked: Query[schemas.NumberedList]) -> Row:
    telling, above = Telling(request, asked.lang), dict(found.categories().values_list("path", "slug"))
    return rows_of(request, found.categories(), asked, lambda row: telling.category(row, above))


@api.get("/categories/{slug:slug}", response=schemas.Category, tags=["categories"], summary="One kind of goods")
def category(request: HttpRequest, slug: str, asked: Query[schemas.Asked]) -> Row:
    row = get_object_or_404(found.categories(), slug=slug)
    return Telling(request, asked.lang).category(row, found.slugs_above([row]))


@api.get("/stories", response=schemas.Stories, tags=["stories"], summary="Stories of the villages")
def stories(request: HttpRequest, asked: Query[schemas.PlacedList]) -> Row:
    return rows_of(request, found.tales_for(StoryPage, asked), asked, Telling(request, asked.lang).story)


@api.get("/stories/{number:number}", response=schemas.WholeStory, tags=["stories"], summary="One story")
def story(request: HttpRequest, number: int, asked: Query[schemas.Asked]) -> Row:
    return Telling(request, asked.lang).whole_story(get_object_or_404(found.tales(StoryPage, asked.lang), pk=number))


@api.get("/places", response=schemas.Places, tags=["places"], summary="Places worth the journey")
def places(request: HttpRequest, asked: Query[schemas.PlacedList]) -> Row:
    return rows_of(request, found.tales_for(DestinationPage, asked), asked, Telling(request, asked.lang).place)


@api.get("/places/{number:number}", response=schemas.Place, tags=["places"], summary="One place")
def place(request: HttpRequest, number: int, asked: Query[schemas.Asked]) -> Row:
    page = get_object_or_404(found.tales(DestinationPage, asked.lang), pk=number)
    return Telling(request, asked.lang).place(page)
