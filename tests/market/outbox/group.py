"""A real group of Celery workers over a broker, killed and begun anew at will, and a receiver outside."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import socketserver
import threading
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.utils import timezone
from redis import Redis, RedisError

from market.celery import app
from market.outbox.models import Effect
from market.settings import base
from tests.bench import redis
from tests.forks import end_of, fork

PLACES = 4


class Receiver(socketserver.ThreadingTCPServer):
    """Stands outside: takes each key once, however often somebody knocks with it, as gateways do."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Door)
        self.knocks: Counter[str] = Counter()
        self.taken: list[str] = []
        self.lock = threading.Lock()

    @property
    def repeated(self) -> int:
        return self.knocks.total() - len(self.knocks)


class _Door(socketserver.StreamRequestHandler):
    server: Receiver

    def handle(self) -> None:
        said = self.rfile.readline().decode()
        if not said.endswith("\n"):
            return  # whoever stood here was killed before a word
        key = said.strip()
        with self.server.lock:
            if key not in self.server.knocks:
                self.server.taken.append(key)
            self.server.knocks[key] += 1
        self.wfile.write(b"ok\n")


def knock(payload: dict[str, Any], *, key: str) -> None:
    """The effect: knock at the receiver's door and wait until it opens."""
    with socket.create_connection(("127.0.0.1", payload["port"]), timeout=30) as line:
        line.sendall(f"{key}\n".encode())
        if line.recv(3) != b"ok\n":
            raise ConnectionError("nobody opened")


class Folder:
    """The demo's folder that holds what was queued, and how to lose it."""

    url = "folder://localhost"
    remote_control = False  # as in the demo

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.queue, self.control = folder / "queue", folder / "control"
        self.come_back()

    @property
    def options(self) -> dict[str, object]:
        return {
            "data_folder_in": str(self.queue),
            "data_folder_out": str(self.queue),
            "processed_folder": str(self.folder / "processed"),
            "control_folder": str(self.control),
            "polling_interval": 0.05,  # as in the demo; a second otherwise
        }

    def come_back(self) -> None:
        for path in (self.queue, self.control, self.folder / "processed"):
            path.mkdir(parents=True, exist_ok=True)

    def forget(self) -> None:
        """Lose every message."""
        for message in self.queue.glob("*"):
            message.unlink(missing_ok=True)

    def go_away(self) -> None:
        """Lose every message and take no more."""
        shutil.rmtree(self.queue, ignore_errors=True)


class InRedis:
    """Production's broker, a Redis that keeps nothing on disk, and how to lose what it holds."""

    remote_control = base.CELERY_WORKER_ENABLE_REMOTE_CONTROL

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "socket"
        self.options = base.CELERY_BROKER_TRANSPORT_OPTIONS
        self.url = f"redis+socket://{self.socket}"
        self.come_back()

    def come_back(self) -> None:
        self.server = redis.start(self.socket)

    def forget(self) -> None:
        """Lose every message."""
        with suppress(RedisError), Redis(unix_socket_path=str(self.socket)) as client:  # it may be away just now
            client.flushall()

    def go_away(self) -> None:
        """Lose every message and take no more."""
        self.server.kill()
        self.server.wait()
        self.socket.unlink(missing_ok=True)


Broker = Folder | InRedis


class Group:
    """The workers, in a process group of their own."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self.leader = 0
        self.kills = 0
        self.in_hand: set[str] = set()

    def start(self) -> None:
        self.leader = fork(self._work, in_own_group=True)

    def kill(self) -> None:
        """Kill all of them at once, without a word, and begin anew."""
        self.stop()
        self.kills += 1
        self._note_what_was_in_hand()
        self.start()

    def stop(self) -> None:
        if self.leader:
            os.killpg(self.leader, signal.SIGKILL)
            end_of(self.leader)
            self.leader = 0

    def see_to_it(self) -> None:
        """Begin anew when they ended by themselves, as a supervisor would."""
        if os.waitpid(self.leader, os.WNOHANG)[0]:
            self._note_what_was_in_hand()
            self.start()

    def _note_what_was_in_hand(self) -> None:
        held = Effect.objects.waiting().filter(leased_until__gte=timezone.now())
        self.in_hand.update(held.values_list("key", flat=True))

    def _work(self) -> None:
        with self.log.open("ab") as log:
            os.dup2(log.fileno(), 1)
            os.dup2(log.fileno(), 2)
        os.environ["CELERY_SKIP_CHECKS"] = "1"
        options = ["--loglevel", "WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat"]
        app.worker_main(["worker", "--pool", "prefork", "--concurrency", str(PLACES), *options])
