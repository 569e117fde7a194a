"""Webhooks: signed, delivered at least once, in no promised order (docs.stripe.com/webhooks)."""

from __future__ import annotations

import heapq
import json
import logging
import threading
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count

import requests
import stripe

from market.gateways.stripe.double.faults import Faults
from market.gateways.stripe.double.store import Store, Thing

logger = logging.getLogger(__name__)

LONGEST_PAUSE = 60.0
LAST_ATTEMPT = 200  # about three days at the longest pause, as Stripe in live mode
PATIENCE_SECONDS = 10.0


@dataclass(frozen=True)
class Attempt:
    """One delivery as it went; `status` is 0 when nobody answered."""

    event: str
    kind: str
    number: int
    status: int


class Postman:
    """Delivers events to one address from background threads until it answers 2xx."""

    def __init__(self, store: Store, faults: Faults, *, url: str, secret: str, first_pause: float = 1.0) -> None:
        self.store, self.faults, self.url, self.secret, self.first_pause = store, faults, url, secret, first_pause
        self.attempts: deque[Attempt] = deque(maxlen=1000)
        self._due: list[tuple[float, int, str, int]] = []
        self._order = count()
        self._held: list[str] = []
        self._wake = threading.Condition()
        self._is_running = True
        self._carriers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="postman")
        self._clerk = threading.Thread(target=self._hand_out, name="postman", daemon=True)

    def start(self) -> None:
        """Begin with what an earlier run left undelivered."""
        self.store.on_event = self.post
        with self.store.lock:
            for event in self.store["events"].values():
                if event["pending_webhooks"]:
                    self.post(event)
        self._clerk.start()

    def stop(self) -> None:
        """End the threads; what is undelivered stays noted in the store."""
        with self._wake:
            self._is_running = False
            self._wake.notify()
        self._clerk.join()
        self._carriers.shutdown(wait=True, cancel_futures=True)

    def post(self, event: Thing) -> None:
        """Take an event for delivery and return at once."""
        if self.faults.take("hold", event["type"]):
            self._held.append(event["id"])
            return
        late = self.faults.take("late", event["type"])
        self._put(event["id"], 1, late.seconds if late else 0.0)

    def _put(self, event_id: str, number: int, pause: float) -> None:
        with self._wake:
            heapq.heappush(self._due, (time.monotonic() + pause, next(self._order), event_id, number))
            self._wake.notify()

    def _hand_out(self) -> None:
        while True:
            with self._wake:
                while self._is_running and not (self._due and self._due[0][0] <= time.monotonic()):
                    self._wake.wait(max(0.01, self._due[0][0] - time.monotonic()) if self._due else None)
                if not self._is_running:
                    return
                _, _, event_id, number = heapq.heappop(self._due)
            self._carriers.submit(self._carry, event_id, number)

    def _carry(self, event_id: str, number: int) -> None:
        with self.store.lock:
            event = self.store["events"][event_id]
            kind, body = event["type"], json.dumps(event, indent=2)
        status = 0 if self.faults.take("drop", kind) else self._send(body)
        if self.faults.take("duplicate", kind):
            self._send(body)
        self.attempts.append(Attempt(event_id, kind, number, status))
        if 200 <= status < 300:
            self._note_delivered(event_id)
        elif number < LAST_ATTEMPT:
            self._put(event_id, number + 1, min(self.first_pause * 2 ** min(number - 1, 20), LONGEST_PAUSE))

    def _send(self, body: str) -> int:
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Stripe/1.0 (double)",
            "Stripe-Signature": stripe.WebhookSignature.generate_signature_header(body, self.secret),
        }
        with requests.Session() as session:
            session.trust_env = False
            try:
                answer = session.post(
                    self.url, body.encode(), headers=headers, timeout=PATIENCE_SECONDS, allow_redirects=False
                )
            except requests.RequestException as error:
                logger.info("Nobody took the webhook at %s: %s", self.url, error)
                return 0
            return answer.status_code

    def _note_delivered(self, event_id: str) -> None:
        with self.store.changing():
            self.store["events"][event_id]["pending_webhooks"] = 0
            held, self._held = self._held, []
        for other in held:
            self._put(other, 1, 0.0)
