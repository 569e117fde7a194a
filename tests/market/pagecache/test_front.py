"""What stands before Django leaves it everything as it came."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from market.pagecache.front import Front


@pytest.mark.parametrize("path", ["/\u202e/", "/produk/😀/", "/en/desa/“x”", "/é/", "/produk/"])
def test_it_lets_django_read_any_address(path: str) -> None:
    read: list[str] = []

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        read.append(WSGIRequest(environ).path)
        return []

    as_it_comes = {**RequestFactory().get("/").environ, "PATH_INFO": path.encode().decode("latin-1")}  # PEP 3333
    Front(application)(as_it_comes, lambda *said: None)

    assert read == [path]
