"""A real web server with sixteen places at work, and buyers who all press the button at once.

Few walk to the last page; the sessions of the others are written down after theirs, so that hundreds can press.
"""

from __future__ import annotations

import copy
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from email.message import Message
from html import unescape
from http.client import HTTPResponse
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

import requests
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.signing import Signer
from django.utils import timezone

from catalogue.models import Product
from market.shop.basket.models import Basket, Line
from market.shop.checkout.review import read_token

T = TypeVar("T")

ROOT = Path(__file__).resolve().parents[3]
ADDRESS = {
    "name": "Siti Aminah",
    "phone": "081234567890",
    "district": "31.74.01",
    "street": "Jl. Tebet Raya 5",
}
TOKEN = "c" * 32
PATIENCE = 400  # seconds, for a machine that has much else to do


@dataclass(frozen=True, kw_only=True)
class Shop:
    """Where a served shop is, and how to end all its processes at once without a word."""

    address: str
    pull_the_plug: Callable[[], None]


@contextmanager
def running_shop(*, database: str, gateway: str, is_guarded: bool = True) -> Iterator[Shop]:
    """Serve the shop with granian, sixteen places at work, in a process group of its own."""
    port = free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "market.settings.test",
        "DATABASE_URL": database,
        "STRIPE_API_BASE": gateway,
        "BASE_URL": f"http://127.0.0.1:{port}",
        "PYTHONPATH": str(ROOT),
        # The whole crowd is one network and one number, and is to be stopped by the stock alone.
        "UNPAID_PER_BUYER": str(10**6),
        "UNPAID_PER_NETWORK": str(10**6),
    }
    guard = "guarded" if is_guarded else "unguarded"
    command = [sys.executable, "-W", "ignore", "-m", "tests.market.shop.serve", str(port), guard]
    server = subprocess.Popen(command, env=environment, cwd=ROOT, start_new_session=True)  # noqa: S603
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address)
        yield Shop(address=address, pull_the_plug=lambda: os.killpg(server.pid, signal.SIGKILL))
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def wait_for(address: str, seconds: float = 120) -> None:
    """Wait until the shop answers."""
    ends = time.monotonic() + seconds
    while True:
        try:
            requests.get(f"{address}/livez", timeout=30).raise_for_status()
        except requests.RequestException:
            if time.monotonic() > ends:
                raise
            time.sleep(0.2)
        else:
            return


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Visitor:
    """Somebody with a browser of her own who is one press away from buying."""

    def __init__(self, address: str, product_id: int) -> None:
        self.address = address
        self.session = requests.Session()
        self.session.cookies.set("csrftoken", TOKEN)
        self.session.headers["X-CSRFToken"] = TOKEN
        self._post(f"/keranjang/add/{product_id}/", {"quantity": "1"})
        self._post("/bayar/", ADDRESS)
        self.form = form_of(self.session.get(f"{address}/bayar/periksa/", timeout=PATIENCE).text)

    @property
    def raw_press(self) -> bytes:
        """The press of the button as it goes over the line."""
        return press_of(self.address, self.session.cookies.get_dict(), self.form)

    def look_again(self) -> dict[str, str]:
        """Open the last page once more, as in another tab; return what its button would send."""
        return form_of(self.session.get(f"{self.address}/bayar/periksa/", timeout=PATIENCE).text)

    def press(self) -> requests.Response:
        """Press the button once."""
        return self._post("/bayar/periksa/", self.form)

    def _post(self, path: str, data: dict[str, str]) -> requests.Response:
        return self.session.post(f"{self.address}{path}", data=data, allow_redirects=False, timeout=PATIENCE)


@dataclass(frozen=True)
class Answer:
    """What came back from one press."""

    status_code: int
    headers: Message


def press_of(address: str, cookies: Mapping[str, str], form: Mapping[str, str]) -> bytes:
    """Return the press of the button as it goes over the line."""
    body = urlencode(form)
    head = [
        "POST /bayar/periksa/ HTTP/1.1",
        f"Host: {urlsplit(address).netloc}",
        f"Cookie: {'; '.join(f'{name}={value}' for name, value in cookies.items())}",
        f"X-CSRFToken: {TOKEN}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "Connection: close",
    ]
    return "\r\n".join([*head, "", body]).encode()


def press_at_once(address: str, presses: list[bytes]) -> list[Answer]:
    """Open a line for each press, then send them all before the first answer is read."""
    place = urlsplit(address)
    lines = [socket.create_connection((place.hostname, place.port), timeout=PATIENCE) for _ in presses]
    for line, press in zip(lines, presses, strict=True):
        line.sendall(press)
    return [_answer_on(line) for line in lines]


def _answer_on(line: socket.socket) -> Answer:
    with line:
        answer = HTTPResponse(line)
        answer.begin()
        answer.read()
        return Answer(answer.status, answer.headers)


def sessions_like(visitor: Visitor, product: Product, count: int) -> list[bytes]:
    """Return the presses of so many further visitors, each with a basket, a session and a last page of her own."""
    known = visitor.session.cookies.get_dict()
    memory = SessionStore(known["sessionid"]).load()
    presses, rows = [], []
    for basket in quick_baskets([{product: 1}] * count):
        key = f"{basket.pk:032d}"
        own = copy.deepcopy(memory)
        own["checkout"] |= {"basket": basket.pk, "seen": own["checkout"]["seen"] | {"basket": basket.pk}}
        rows.append(
            Session(
                session_key=key,
                session_data=SessionStore().encode(own),
                expire_date=timezone.now() + timedelta(days=1),
            )
        )
        cookies = {**known, "sessionid": key, "oscar_open_basket": Signer().sign(basket.pk)}
        presses.append(press_of(visitor.address, cookies, visitor.form | {"token": _token_for(visitor, basket)}))
    Session.objects.bulk_create(rows)
    return presses


def _token_for(visitor: Visitor, basket: Basket) -> str:
    token = read_token(visitor.form["token"])
    return str(replace(token, basket_id=basket.pk, seen=token.seen | {"basket": basket.pk}))


def quick_baskets(wanted: list[dict[Product, int]]) -> list[Basket]:
    """Write open baskets with these products and quantities, with two queries for all of them."""
    baskets = Basket.objects.bulk_create(Basket() for _ in wanted)
    lines = [
        Line(
            basket=basket,
            product=product,
            stockrecord=(record := product.stockrecords.all()[0]),
            line_reference=f"{product.pk}_{record.pk}",
            quantity=quantity,
            price_currency="IDR",
            price_excl_tax=record.price,
            price_incl_tax=record.price,
        )
        for basket, goods in zip(baskets, wanted, strict=True)
        for product, quantity in goods.items()
    ]
    Line.objects.bulk_create(lines)
    return baskets


def form_of(html: str) -> dict[str, str]:
    """Return what the last page's button would send."""
    token = re.search(r'name="token" value="([^"]+)"', html)
    assert token, "the last page was not reached"
    chosen = re.findall(r'name="(kirim-\d+)" value="([^"]+)" required checked', html)
    return {"token": unescape(token[1]), "do": "pay", **dict(chosen)}


def each_in_a_thread(works: list[Callable[[], T]]) -> list[T]:
    """Run all works in threads that start together; return what they return."""
    gate = threading.Barrier(len(works))
    answers: list[T] = []

    def one(work: Callable[[], T]) -> None:
        gate.wait()
        answers.append(work())

    threads = [threading.Thread(target=one, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def counted(answers: Sequence[requests.Response | Answer], gateway: str) -> Counter[str]:
    """Return how many were led to the gateway, how many were turned away, and how many met an error."""
    return Counter(
        "error"
        if answer.status_code >= 400
        else "to the gateway"
        if (answer.headers.get("Location") or "").startswith(gateway)
        else "turned away"
        for answer in answers
    )
