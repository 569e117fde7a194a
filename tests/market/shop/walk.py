"""How tests walk from the goods to the last page before paying."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.test import Client

from catalogue.models import Product

ADDRESS = {
    "name": "Siti Aminah",
    "phone": "0812 3456 7890",
    "email": "",
    "district": "31.74.01",
    "street": "Jl. Tebet Raya 5",
    "postcode": "12810",
    "note": "Titip di pos",
}


def put_in(client: Client, product: Product, quantity: int = 1) -> Any:
    return client.post(f"/keranjang/add/{product.pk}/", {"quantity": quantity})


def to_review(client: Client, product: Product, quantity: int = 1) -> dict[str, str]:
    """Walk as far as the last page; return what its form would send."""
    put_in(client, product, quantity)
    assert client.post("/bayar/", ADDRESS).url == "/bayar/periksa/"
    return form_of(client.get("/bayar/periksa/").content.decode())


def form_of(html: str) -> dict[str, str]:
    token = re.search(r'name="token" value="([^"]+)"', html)
    chosen = re.findall(r'name="(kirim-\d+)" value="([^"]+)" required checked', html)
    assert token is not None
    return {"token": unescape(token[1]), "do": "pay", **dict(chosen)}
