"""A TCP proxy between a browser and the site that does to them what a jetty upriver does.

It is slow, it loses requests, cuts them in the middle, cuts the answers, delivers twice, delays, answers 500, or
lets a captive portal answer. Faults come by a seed; `is_open` False is no signal at all.
"""

from __future__ import annotations

import asyncio
import random
import threading
from collections import Counter
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

PIECE = 1024  # bytes that go at once, so that a slow line is slow evenly
PORTAL = b"<!doctype html><html><body><h1>Selamat datang di WiFi Dermaga</h1><form><input></form></body></html>"
SENDING, HEARING = b"/jual/kirim/", b"/jual/data/"
FAULTS = ("dropped", "cut request", "cut answer", "doubled", "delayed", "500", "portal")


@dataclass(frozen=True)
class Carried:
    """A request and its answer, byte for byte as they went over the line."""

    head: bytes
    body: bytes
    answer: bytes

    @property
    def asked(self) -> str:
        """Method and address, such as "POST /jual/kirim/"."""
        return self.head.split(b" HTTP/", 1)[0].decode("latin-1")

    def size(self) -> int:
        """Return how many bytes it took, both ways and with the heads."""
        return len(self.head) + len(self.body) + len(self.answer)


@dataclass
class Line:
    """How good the line is (it may change). Rates are bytes a second each way, 0 for as fast as can be."""

    seed: int = 0
    share: float = 0.0
    faults: tuple[str, ...] = FAULTS
    rate: int = 0
    latency: float = 0.0
    is_open: bool = True
    happened: Counter[str] = field(default_factory=Counter)
    unheard: Counter[str] = field(default_factory=Counter)
    """What happened to what was sent, and to the question how the shop stands."""
    requests: list[str] = field(default_factory=list)
    answered: int = 0
    """Bytes of all answers, with their heads."""
    keeps: bool = False
    carried: list[Carried] = field(default_factory=list)
    """What went through unharmed, where it `keeps` that."""

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.decks: dict[bytes, list[str]] = {}

    def fault(self, head: bytes) -> str:
        """Return what happens to a request, "" for nothing; pages and files are spared, as a reload mends them."""
        first = head.split(b"\r\n", 1)[0]
        self.requests.append(first.decode("latin-1"))
        struck = next((one for one in (SENDING, HEARING) if one in first), b"")
        if not struck or self.dice.random() >= self.share:
            return ""
        if not self.decks.get(struck):  # each kind comes before any comes again
            self.decks[struck] = self.dice.sample(self.faults, len(self.faults))
        found = self.decks[struck].pop()
        (self.happened if struck == SENDING else self.unheard)[found] += 1
        return found

    def cut(self, length: int) -> int:
        """Return after how many of so many bytes it ends."""
        return self.dice.randrange(length) if length else 0


class Proxy:
    """One HTTP request to a connection each way: what is cut is then cut for sure."""

    def __init__(self, port: int, line: Line) -> None:
        self.behind, self.line, self.port = port, line, 0

    async def start(self) -> None:
        """Listen on a free port."""
        server = await asyncio.start_server(self._take, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            if self.line.is_open:
                await self._carry(reader, writer)
        writer.transport.abort() if not self.line.is_open else writer.close()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        fault = self.line.fault(head)
        await asyncio.sleep(self.line.latency + (2 if fault == "delayed" else 0))
        if fault == "dropped" or not self.line.is_open:
            return
        length = _length(head)
        body = await self._slowly(reader, self.line.cut(length) if fault == "cut request" else length)
        if fault in ("500", "portal"):
            await self._send(writer, _page(fault))
            return
        whole = _closing(head) + body
        if fault == "cut request":
            await self._behind(whole, is_cut=True)
            return
        if fault == "doubled":
            await self._behind(whole)
        answer = await self._behind(whole)
        if self.line.keeps and not fault:
            self.line.carried.append(Carried(head, body, answer))
        await self._send(writer, answer[: self.line.cut(len(answer))] if fault == "cut answer" else answer)

    async def _slowly(self, reader: asyncio.StreamReader, length: int) -> bytes:
        got = b""
        while len(got) < length and self.line.is_open:
            piece = await reader.read(min(PIECE, length - len(got)))
            if not piece:
                raise asyncio.IncompleteReadError(got, length)
            got += piece
            await self._wait_for(piece)
        return got

    async def _send(self, writer: asyncio.StreamWriter, answer: bytes) -> None:
        for start in range(0, len(answer), PIECE):
            piece = answer[start : start + PIECE]
            if not self.line.is_open:
                writer.transport.abort()
                return
            writer.write(piece)
            self.line.answered += len(piece)
            await writer.drain()
            await self._wait_for(piece)

    async def _wait_for(self, piece: bytes) -> None:
        if self.line.rate:
            await asyncio.sleep(len(piece) / self.line.rate)

    async def _behind(self, request: bytes, *, is_cut: bool = False) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.behind)
        try:
            writer.write(request)
            await writer.drain()
            return b"" if is_cut else await reader.read(-1)
        finally:
            writer.close()


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1])
    return 0


def _closing(head: bytes) -> bytes:
    """Ask the site to end the connection after its answer, so that the end of it is plain."""
    kept = [line for line in head.split(b"\r\n")[:-2] if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([*kept, b"Connection: close", b"", b""])


def _page(fault: str) -> bytes:
    status, body = (b"500 Internal Server Error", b"oops") if fault == "500" else (b"200 OK", PORTAL)
    head = b"HTTP/1.1 %s\r\nContent-Type: text/html\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
    return head % (status, len(body)) + body


@contextmanager
def between(port: int, line: Line) -> Iterator[str]:
    """Run a proxy before a port of this machine in a thread of its own; yield the address to use in its place."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def run(work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, loop).result(10)

    proxy = Proxy(port, line)
    run(proxy.start())
    try:
        yield f"http://127.0.0.1:{proxy.port}/"
    finally:
        run(_end_all())
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


async def _end_all() -> None:
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
