"""A phone as the server sees it: it makes operations, and sends them and their photos by the contract."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
import uuid
from typing import Any

from django.test import Client
from django.urls import reverse

from market.accounts.models import User
from tests.cast import sign_in

ORIGIN = "http://testserver"
PIECE = 64 * 1024


def ms() -> int:
    """Return the time as phones tell it."""
    return int(time.time() * 1000)


def uuid7(when: int | None = None) -> str:
    """Return an id as phones make them (RFC 9562, version 7)."""
    at = ms() if when is None else when
    number = (at & (2**48 - 1)) << 80 | 7 << 76 | secrets.randbits(12) << 64 | 2 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=number))


def hash_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def made(user: User, kind: str, data: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """Return an operation of this person's."""
    return {"id": uuid7(), "v": 1, "user": user.pk, "kind": kind, "made_at": ms(), "data": data, **changed}


def a_listing(user: User, photos: list[str], **changed: Any) -> dict[str, Any]:
    data = {
        "title": "Amplang ikan pipih", "price": 25_000, "unit_of_sale": "bungkus", "stock": 12,
        "packaging": "plastik", "shipping_weight_g": 300, "photos": photos, **changed,
    }  # fmt: skip
    return made(user, "list_product", data)


def client_of(user: User | None) -> Client:
    client = Client(headers={"Origin": ORIGIN})
    return sign_in(client, user) if user else client


def post(client: Client, operation: dict[str, Any] | bytes | str, **headers: str) -> Any:
    """Send an operation as it is; return the response."""
    body = json.dumps(operation) if isinstance(operation, dict) else operation
    return client.post(reverse("workshop:send"), body, content_type="application/json", headers=headers)


def told(client: Client, operation: dict[str, Any]) -> dict[str, Any]:
    """Send an operation; return its final answer."""
    response = post(client, operation)
    assert response.status_code == 200, response.content.decode()
    answer = response.json()
    assert answer["id"] == operation["id"]
    return answer  # type: ignore[no-any-return]


def post_piece(
    client: Client, sha256: str, *, offset: int, size: int, piece: bytes, piece_hash: str = "", kind: str = ""
) -> Any:
    address = reverse("workshop:send_photo", args=[sha256]) + f"?dari={offset}&dari_total={size}&jenis={kind}"
    headers = {"X-Chunk-Sha256": piece_hash or hash_of(piece)}
    return client.post(address, piece, content_type="application/octet-stream", headers=headers)


def have(client: Client, sha256: str, *, kind: str = "") -> dict[str, Any]:
    return client.get(reverse("workshop:send_photo", args=[sha256]) + f"?jenis={kind}").json()  # type: ignore[no-any-return]


def send_photo(client: Client, photo: bytes, *, piece: int = PIECE, kind: str = "") -> str:
    """Send a whole photo in pieces, of a paper with the kind "surat"; return its hash."""
    sha256 = hash_of(photo)
    at = have(client, sha256, kind=kind)["have"]
    while at < len(photo):
        answer = post_piece(client, sha256, offset=at, size=len(photo), piece=photo[at : at + piece], kind=kind)
        assert answer.status_code == 200, answer.content.decode()
        at = answer.json()["have"]
    return sha256


def send_recording(client, sound: bytes, *, size: int | None = None):
    """Send a recording in pieces; return the last answer."""
    name, at, answer = hash_of(sound), 0, None
    while at < len(sound):
        address = reverse("workshop:send_photo", args=[name])
        piece = sound[at : at + PIECE]
        answer = client.post(
            f"{address}?dari={at}&dari_total={size or len(sound)}&jenis=suara",
            piece,
            content_type="application/octet-stream",
            headers={"X-Chunk-Sha256": hash_of(piece)},
        )
        if answer.status_code != 200:
            break
        at = answer.json()["have"]
    return answer
