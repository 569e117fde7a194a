"""A real web server with sixteen places at work, and buyers who all press the button at once."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import TypeVar

import requests

T = TypeVar("T")

ROOT = Path(__file__).resolve().parents[3]
ADDRESS = {
    "name": "Siti Aminah",
    "phone": "081234567890",
    "district": "31.74.01",
    "street": "Jl. Tebet Raya 5",
}
TOKEN = "c" * 32


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
        self.form = form_of(self.session.get(f"{address}/bayar/periksa/", timeout=120).text)

    def press(self) -> requests.Response:
        """Press the button once."""
        return self._post("/bayar/periksa/", self.form)

    def _post(self, path: str, data: dict[str, str]) -> requests.Response:
        return self.session.post(f"{self.address}{path}", data=data, allow_redirects=False, timeout=120)


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


def counted(answers: list[requests.Response], gateway: str) -> Counter[str]:
    """Return how many were led to the gateway, how many were turned away, and how many met an error."""
    return Counter(
        "error"
        if answer.status_code >= 400
        else "to the gateway"
        if answer.headers.get("Location", "").startswith(gateway)
        else "turned away"
        for answer in answers
    )
