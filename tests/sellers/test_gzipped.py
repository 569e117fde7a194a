"""What is made for one person goes out compressed; public pages as they are kept; pictures as they are."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from market.pagecache.gzipped import GzipText
from tests.cast import sign_in

TAKES = {"HTTP_ACCEPT_ENCODING": "gzip, br"}


@pytest.mark.django_db
def test_a_persons_pages_are_compressed_once(client: Client, siti) -> None:
    sign_in(client, siti.user)

    for path in ("/jual/uang/", "/jual/produk/", "/jual/aplikasi/", "/jual/data/", "/sw.js"):
        plain, packed = client.get(path), client.get(path, **TAKES)

        assert not plain.has_header("Content-Encoding")
        assert packed["Content-Encoding"] == "gzip", path
        assert "Accept-Encoding" in packed["Vary"], path
        assert len(packed.content) < len(plain.content), path
        assert len(gzip.decompress(packed.content)) == len(plain.content), path


@pytest.mark.django_db
def test_a_public_page_stays_as_it_is_kept_and_a_picture_as_it_is(client: Client) -> None:
    page = client.get("/tanpa-sinyal/", **TAKES)
    picture = GzipText(lambda _: HttpResponse(bytes(1000), content_type="image/webp"))(
        RequestFactory().get("/", **TAKES)
    )

    assert page["Content-Encoding"] == "br"
    assert not picture.has_header("Content-Encoding")
