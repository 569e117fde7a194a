"""Parts of a page that are rendered once for each of their shapes."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.safestring import mark_safe
from django.utils.translation import override

PART = Template(
    "{% load shaped %}{% shaped kind=kind is_new=new with name=name url=url %}"
    '<a href="{{ url }}" title="{{ name }}">{% if is_new %}{% translate "Cari" %} {% endif %}{{ kind }} {{ name }}</a>'
    "{{ other }}{% endshaped %}"
)


def written(**words: Any) -> str:
    return PART.render(Context({"kind": "a", "new": True, "name": "Madu", "url": "/madu/", "other": "never", **words}))


def test_it_writes_the_words_of_each_page() -> None:
    assert written() == '<a href="/madu/" title="Madu">Cari a Madu</a>'
    assert written(name="Rotan", url="/rotan/") == '<a href="/rotan/" title="Rotan">Cari a Rotan</a>'
    assert written(name="Rotan", new=None, kind="b") == '<a href="/madu/" title="Rotan">b Rotan</a>'
    with override("en"):
        assert written() == '<a href="/madu/" title="Madu">Search a Madu</a>'


def test_it_escapes_the_words_of_each_page() -> None:
    written()

    assert written(name='"><b>') == '<a href="/madu/" title="&quot;&gt;&lt;b&gt;">Cari a &quot;&gt;&lt;b&gt;</a>'
    assert "<b>Madu</b>" in written(name=mark_safe("<b>Madu</b>"))
    assert written(name="\ue000url\ue001").count("/madu/") == 1


def test_it_refuses_what_it_does_not_understand() -> None:
    with pytest.raises(TemplateSyntaxError, match="name"):
        Template("{% load shaped %}{% shaped with a=b name %}{% endshaped %}")
