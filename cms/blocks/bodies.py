"""How a body is made in code, such as for the demo: pairs of a block's name and its value, said briefly."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.html import escape
from wagtail.rich_text import RichText

Part = tuple[str, Any]
Fields = dict[str, Any]


def compose(parts: list[Part]) -> list[Part]:
    """Return the parts as a StreamField takes them."""
    return [(kind, MAKERS[kind](value)) for kind, value in parts]


def _as_it_is(value: Any) -> Any:
    return value


def _text(value: str) -> RichText:
    paragraphs = value if "<" in value else "".join(f"<p>{escape(part)}</p>" for part in value.split("\n\n"))
    return RichText(paragraphs)


def _picture(value: Any) -> Fields:
    if isinstance(value, dict):
        return {"caption": "", "alt": value["picture"].title, **value}
    if isinstance(value, tuple):
        return {"picture": value[0], "alt": value[1], "caption": value[1]}
    return {"picture": value, "alt": value.title, "caption": ""}


def _quote(value: Any) -> Fields:
    if isinstance(value, dict):
        return {"who": "", **value}
    text, who = (value, "") if isinstance(value, str) else value
    return {"text": text, "who": who}


def _products(value: Any) -> Fields:
    return value if isinstance(value, dict) else {"title": "", "products": list(value)}


def _gallery(value: Fields) -> Fields:
    return {"title": "", **value, "pictures": [_picture(each) for each in value["pictures"]]}


def _call(value: Fields) -> Fields:
    return {"page": None, "product": None, "phone": "", "is_whatsapp": True, **value}


def _goods(value: Fields) -> Fields:
    return {
        "title": "", "village": None, "maker": None, "category": None, "only_in_stock": False, "number": 6, **value
    }  # fmt: skip


def _chart(value: Fields) -> Fields:
    rows = [(label, Decimal(str(number))) for label, number in value["rows"]]
    return {"kind": "bars", "unit": "", "source": "", **value, "rows": [_named("label value", row) for row in rows]}


def _spot(value: tuple[Any, ...]) -> Fields:
    """Return a spot from its page, or from a name, latitude, longitude and maybe words."""
    if len(value) == 1:
        return {"place": value[0], "name": "", "latitude": None, "longitude": None, "words": ""}
    name, latitude, longitude, *words = value
    where = {"latitude": Decimal(str(latitude)), "longitude": Decimal(str(longitude))}
    return {"place": None, "name": name, **where, "words": words[0] if words else ""}


def _rows(under: str, names: str, **rest: Any) -> Callable[[Fields], Fields]:
    """Return the maker of a block with a list of rows, which are tuples; what is left out of one is empty."""

    def make(value: Fields) -> Fields:
        return {"title": "", **rest, **value, under: [_named(names, row) for row in value[under]]}

    return make


def _named(names: str, row: Any) -> Fields:
    named = dict.fromkeys(names.split(), "")
    return {**named, **(row if isinstance(row, dict) else dict(zip(named, row, strict=False)))}


def _steps(value: Fields) -> Fields:
    steps = [{"place": None, **_named("time where words", step[:3])} for step in value["steps"]]
    for step, said in zip(steps, value["steps"], strict=True):
        step["place"] = said[3] if len(said) > 3 else None
    return {"title": "", "steps": steps} | {name: each for name, each in value.items() if name != "steps"}


MAKERS: dict[str, Callable[[Any], Any]] = {
    "text": _text,
    "quote": _quote,
    "facts": _rows("rows", "label words"),
    "prices": _rows("rows", "what price note", note=""),
    "chart": _chart,
    "picture": _picture,
    "gallery": _gallery,
    "video": lambda value: {"about": "", **value},
    "audio": lambda value: {"about": "", **value},
    "product": _as_it_is,
    "products": _products,
    "goods": _goods,
    "maker": _as_it_is,
    "call": _call,
    "village": _as_it_is,
    "place": _as_it_is,
    "map": lambda value: {"title": "", **value, "spots": [_spot(each) for each in value["spots"]]},
    "itinerary": _steps,
}
