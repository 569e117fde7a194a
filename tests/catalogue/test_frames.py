"""Pages that are rendered once for each of their shapes, and filled in with the words of each page."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils.safestring import mark_safe
from django.utils.translation import override

from catalogue.frames import FramedResponse

PAGE = engines["django"].from_string(
    "{% load frames %}"
    '<a href="{{ url }}" title="{{ name }}">'
    '{% if is_new %}{% translate "Cari" %} {% endif %}100% {{ kind }} {{ name }}</a>'
    "{% for word, other in pairs %}<i>{{ other }}{{ word }}</i>{% endfor %}{% fresh %}{{ number }}{% endfresh %}"
)


def written(*, is_public: bool = True, number: int = 1, kind: str = "a", is_new: bool = True, **words: Any) -> str:
    request = RequestFactory().get("/produk/")
    request.is_public, request.saves_data, request.resolver_match = is_public, False, None
    said = {"name": "Madu", "url": "/madu/", "pairs": [("x", "y")], **words}
    context = {"shape": {"kind": kind, "is_new": is_new}, "words": said, "number": number}
    return str(FramedResponse(request, PAGE, context).rendered_content)


def test_it_writes_the_words_of_each_page() -> None:
    assert written() == '<a href="/madu/" title="Madu">Cari 100% a Madu</a><i>yx</i>1'
    assert written(name="Rotan", url="/rotan/", number=2) == (
        '<a href="/rotan/" title="Rotan">Cari 100% a Rotan</a><i>yx</i>2'
    )
    assert (
        written(name="Rotan", kind="b", is_new=False, pairs=[]) == '<a href="/madu/" title="Rotan">100% b Rotan</a>1'
    )
    with override("en"):
        assert written().startswith('<a href="/madu/" title="Madu">Search 100% a Madu</a>')


@pytest.mark.parametrize("is_public", [True, False])
def test_it_escapes_the_words_of_each_page(is_public: bool) -> None:
    written(is_public=is_public)

    page = written(is_public=is_public, name='"><b>', pairs=[("<", "%(name)s")])

    assert page.startswith('<a href="/madu/" title="&quot;&gt;&lt;b&gt;">Cari 100% a &quot;&gt;&lt;b&gt;</a>')
    assert "<i>%(name)s&lt;</i>" in page
    assert "<b>Madu</b>" in written(is_public=is_public, name=mark_safe("<b>Madu</b>"))
    assert written(is_public=is_public, name="\ue000url\ue001").count("/madu/") == 1


def test_it_says_the_same_of_a_page_for_one_person_and_for_everybody() -> None:
    assert written(is_public=False, number=3, pairs=[("x", "y"), ("z", "%")]) == written(
        number=3, pairs=[("x", "y"), ("z", "%")]
    )
