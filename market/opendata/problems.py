"""What went wrong, as RFC 9457 says it, in the language that was asked for."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Schema
from pydantic import Field

MEDIA = "application/problem+json"
SAID = {
    404: (
        "not-found",
        gettext_noop("Tidak ada"),
        gettext_noop("Alamat ini tidak menunjuk apa pun yang tampil untuk umum."),
    ),
    405: ("read-only", gettext_noop("Hanya dibaca"), gettext_noop("Alamat ini hanya bisa dibaca, dengan GET.")),
    422: ("invalid", gettext_noop("Permintaan belum benar"), gettext_noop("Betulkan isian yang disebut di “errors”.")),
    429: ("too-many", gettext_noop("Terlalu sering"), gettext_noop("Tunggu satu menit, lalu lanjutkan pelan-pelan.")),
    500: ("ours", gettext_noop("Kesalahan kami"), gettext_noop("Ada yang rusak di pihak kami. Coba lagi nanti.")),
}


class Wrong(Schema):
    parameter: str
    detail: str


class Problem(Schema):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Wrong] = Field(default_factory=list)


def _documented(description: str) -> dict[str, Any]:
    content = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": description, "content": content}


TAG = {"description": "Send it back in If-None-Match.", "schema": {"type": "string"}}
NOT_CHANGED = {"description": "Not changed since the answer whose ETag was sent in If-None-Match"}
WAIT = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}

PROBLEMS = {
    404: _documented("Nothing public there"),
    422: _documented("A parameter is wrong or unknown"),
    429: _documented("Asked too often") | {"headers": WAIT},
}


def problem(request: HttpRequest, status: int, errors: list[dict[str, str]] | None = None) -> HttpResponse:
    """Return a problem as an answer."""
    kind, title, detail = SAID[status]
    told: dict[str, Any] = {
        "type": request.build_absolute_uri(f"{reverse('opendata')}#{kind}"),
        "title": _(title),
        "status": status,
        "detail": _(detail),
    }
    if errors:
        told["errors"] = errors
    return HttpResponse(json.dumps(told, ensure_ascii=False), status=status, content_type=MEDIA)


def in_words(errors: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Return pydantic's errors with the parameter's name and what to do, in our own words."""
    return [{"parameter": str(error["loc"][-1]), "detail": _wrong(error)} for error in errors]


def _wrong(error: dict[str, Any]) -> str:
    kind, said = error["type"], error.get("ctx", {})
    if kind.startswith("int_"):
        return _("Isi dengan bilangan bulat.")
    if kind == "greater_than_equal":
        return _("Paling kecil %(number)s.") % {"number": said["ge"]}
    if kind == "less_than_equal":
        return _("Paling besar %(number)s.") % {"number": said["le"]}
    if kind == "literal_error":
        return _("Pilih salah satu: %(choices)s.") % {
            "choices": said["expected"].replace(" or ", ", ").replace("'", "")
        }
    if kind == "string_too_long":
        return _("Paling panjang %(number)s huruf.") % {"number": said["max_length"]}
    return _("Bentuknya belum benar.")
