"""A line that loses, cuts, doubles and delays what a phone sends, and a phone that goes on sending all the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from django.db import DatabaseError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from market.accounts.models import User
from tests.sellers.sync.phone import ORIGIN, client_of, hash_of

PIECE = 512
PORTAL = b"<html><title>Selamat datang di WiFi</title><form>Masuk</form></html>"
ROUNDS_AT_MOST = 400


class Cut(Exception):
    """The line went; nobody knows what arrived."""


@dataclass
class BadLine:
    """Between a phone and the server; three requests of ten meet a fault, drawn by `random`."""

    client: Client
    random: Random
    late: list[tuple[str, bytes, dict[str, str]]] = field(default_factory=list)
    met: dict[str, int] = field(default_factory=dict)

    def request(self, address: str, body: bytes | None, **headers: str) -> HttpResponse:
        """Send it, or let something happen to it; Cut when no answer comes."""
        fault = self.random.choice(FAULTS) if self.random.random() < 0.3 else "none"
        self.met[fault] = self.met.get(fault, 0) + 1
        return getattr(self, f"_{fault}")(address, body, headers)  # type: ignore[no-any-return]

    def settle(self) -> None:
        """Let all arrive that is still on its way."""
        while self.late:
            self._send(*self.late.pop(self.random.randrange(len(self.late))))

    def _send(self, address: str, body: bytes | None, headers: dict[str, str]) -> HttpResponse:
        if body is None:
            return self.client.get(address, headers=headers)
        return self.client.post(address, body, content_type="application/json", headers=headers)

    _none = _send

    def _cut_before(self, *sent: Any) -> HttpResponse:
        raise Cut

    def _cut_inside_the_request(self, address: str, body: bytes | None, headers: dict[str, str]) -> HttpResponse:
        if body:
            self._send(address, body[: self.random.randrange(len(body))], headers)
        raise Cut

    def _cut_inside_the_answer(self, *sent: Any) -> HttpResponse:
        answer = self._send(*sent)
        answer.content = answer.content[: self.random.randrange(len(answer.content))]
        return answer

    def _doubled(self, *sent: Any) -> HttpResponse:
        self._send(*sent)
        return self._send(*sent)

    def _delayed(self, address: str, body: bytes | None, headers: dict[str, str]) -> HttpResponse:
        if body is not None:
            self.late.append((address, body, headers))
        raise Cut

    def _fault_of_the_server(self, *sent: Any) -> HttpResponse:
        return HttpResponse("<h1>500</h1>", status=500)

    def _dies_in_the_middle(self, *sent: Any) -> HttpResponse:
        """Let the server do it all, and lose the database's connection before it is committed."""
        try:
            with transaction.atomic():
                self._send(*sent)
                raise DatabaseError
        except DatabaseError:
            return HttpResponse("<h1>500</h1>", status=500)

    def _portal(self, *sent: Any) -> HttpResponse:
        return HttpResponse(PORTAL)


class _Lucky(Random):
    def random(self) -> float:
        return 1.0


def good_line(user: User) -> BadLine:
    """Return a line of somebody's on which nothing ever happens."""
    return BadLine(client_of(user), _Lucky())


FAULTS = (
    "cut_before", "cut_inside_the_request", "cut_inside_the_answer", "doubled", "delayed", "fault_of_the_server",
    "dies_in_the_middle", "portal",
)  # fmt: skip


@dataclass
class StubbornPhone:
    """A queue of operations and the photos that they need; nothing leaves it without an answer that repeats its id."""

    line: BadLine
    photos: dict[str, bytes]
    queue: list[dict[str, Any]]
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    """Which of the photos are papers ("surat") or recordings ("suara")."""
    headers: dict[str, str] = field(default_factory=dict)
    """What the app says beside each operation."""

    def send_all(self) -> None:
        """Go on until each has its final answer."""
        for _ in range(ROUNDS_AT_MOST):
            if not self.queue:
                return
            self._send_first()
        raise AssertionError(f"still waiting: {self.queue}")

    def _send_first(self) -> None:
        operation = self.queue[0]
        body = json.dumps(operation, separators=(",", ":"), ensure_ascii=False).encode()
        answer = self._asked(reverse("workshop:send"), body, **self.headers)
        if answer.get("id") != operation["id"]:
            return
        if answer["state"] in ("done", "attention"):
            self.answers[operation["id"]] = answer
            self.queue.pop(0)
        elif answer["state"] == "photos":
            for sha256 in answer["missing"]:
                self._send_photo(sha256, self.photos[sha256])

    def _send_photo(self, sha256: str, photo: bytes) -> None:
        address, kind = reverse("workshop:send_photo", args=[sha256]), self.kinds.get(sha256, "")
        for _ in range(ROUNDS_AT_MOST):
            known = self._asked(f"{address}?jenis={kind}")
            if known.get("sha256") != sha256:
                continue
            if known["done"]:
                return
            piece = photo[known["have"] : known["have"] + PIECE]
            place = f"{address}?dari={known['have']}&dari_total={len(photo)}&jenis={kind}"
            self._asked(place, piece, **{"X-Chunk-Sha256": hash_of(piece)})
        raise AssertionError(f"never arrived: {sha256}")

    def _asked(self, address: str, body: bytes | None = None, **headers: str) -> dict[str, Any]:
        try:
            found = json.loads(self.line.request(address, body, Origin=ORIGIN, **headers).content)
        except (Cut, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def rounds(number: int) -> Iterator[Random]:
    """Yield what each round draws from; a failing one is found again by its number."""
    for seed in range(number):
        yield Random(seed)
