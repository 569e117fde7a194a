"""A real Celery worker over the demo's folder: nudged, killed in the middle, swept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from market.notify.actions import tell
from market.notify.models import Message
from market.outbox.actions import sweep
from market.outbox.models import Effect

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 90


def database_url() -> str:
    """Return the address of the very database that this test writes to."""
    database = connection.settings_dict
    host = f"?host={database['HOST']}" if str(database["HOST"]).startswith("/") else ""
    place = "" if host else f"{database['HOST']}:{database['PORT'] or 5432}"
    return f"postgresql://{database['USER']}:{database['PASSWORD']}@{place}/{database['NAME']}{host}"


def until(is_true: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not is_true():
        assert time.monotonic() < ends, "waited too long"
        time.sleep(0.1)


class Gateway(ThreadingHTTPServer):
    """Counts who asks; answers at once, or never once it is slow."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked = 0
        self.is_slow = threading.Event()


class Answer(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        self.server.asked += 1
        if self.server.is_slow.is_set():
            time.sleep(PATIENCE)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with Gateway() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def worker(tmp_path: Path, gateway: Gateway) -> Iterator[subprocess.Popen[bytes]]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.market.outbox.worker_settings",
        "NOTIFY_HTTP_URL": f"http://127.0.0.1:{gateway.server_port}/",
        "DATABASE_URL": database_url(),
        "VAR_DIR": str(tmp_path),
    }
    log = tmp_path / "worker.log"
    command = [sys.executable, "-m", "celery", "-A", "market", "worker", "--pool", "threads", "--concurrency", "2"]
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603
            [*command, "--loglevel", "INFO", "--without-gossip", "--without-mingle"],
            cwd=ROOT,
            env=environment,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        until(lambda: b" ready" in log.read_bytes() or process.poll() is not None)
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


@pytest.fixture
def publish_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process publish where the worker reads."""
    from market.celery import app

    folder = tmp_path / "celery"
    options = {
        "data_folder_in": str(folder / "queue"),
        "data_folder_out": str(folder / "queue"),
        "control_folder": str(folder / "control"),
    }
    for name in ("queue", "control", "processed"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    monkeypatch.setitem(app.conf, "broker_url", "folder://localhost")
    monkeypatch.setitem(app.conf, "broker_transport_options", options)
    monkeypatch.setattr(app, "_pool", None)
    monkeypatch.setattr(app.amqp, "_producer_pool", None)


def test_it_sends_soon_after_the_commit_and_finishes_what_a_killed_worker_began(
    publish_into: None, gateway: Gateway, worker: subprocess.Popen[bytes]
) -> None:
    for n in range(5):
        tell(phone="+6281234567890", template="sign_in_code", context={"code": n}, key=f"m{n}")
    until(lambda: Effect.objects.filter(attempts=1).exclude(done_at=None).count() == 5)
    assert Message.objects.filter(status=Message.Status.SENT, channel="http").count() == 5

    gateway.is_slow.set()
    message = tell(phone="+6281234567890", template="sign_in_code", context={"code": 6}, key="m6")
    until(lambda: gateway.asked == 6)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert sweep() == 0, "the lease of the dead worker still holds"

    Effect.objects.filter(done_at=None).update(leased_until=timezone.now())
    assert sweep() == 1
    message.refresh_from_db()
    assert message.status == Message.Status.SENT
