"""A number in an address is spelled in one way, so that nobody fills the shelf with 12, 012 and 0012."""

from __future__ import annotations

from django.urls import register_converter

NUMBER = "(?:0|[1-9][0-9]{0,17})"


class Number:
    """`<number:pk>`: the key of a row."""

    regex = NUMBER

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int | str) -> str:
        return str(value)


register_converter(Number, "number")
