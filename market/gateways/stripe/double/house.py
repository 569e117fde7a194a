"""The double put together: what it remembers, what goes wrong, who delivers, and how a request goes through it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import stripe

from market.gateways.stripe.double import api, idempotency
from market.gateways.stripe.double.errors import ApiError, InvalidParams
from market.gateways.stripe.double.events import Cause
from market.gateways.stripe.double.faults import Fault, Faults
from market.gateways.stripe.double.forms import decode
from market.gateways.stripe.double.postman import Postman
from market.gateways.stripe.double.refunds import settle_overdue
from market.gateways.stripe.double.sessions import expire_overdue
from market.gateways.stripe.double.store import Store, new_id


@dataclass(frozen=True)
class Reply:
    """What goes back; `is_cut` means that the line is dropped instead."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)
    is_cut: bool = False


class House:
    """One running double at `base`, the address that browsers and the SDK use."""

    def __init__(
        self,
        *,
        base: str,
        webhook_url: str | None,
        secret: str,
        state: Path | None,
        clock: Path | None,
        first_pause: float,
    ) -> None:
        self.base = base
        self.store = Store(state, clock)
        self.faults = Faults()
        self.postman: Postman | None = None
        if webhook_url:
            self.postman = Postman(self.store, self.faults, url=webhook_url, secret=secret, first_pause=first_pause)
            self.postman.start()

    def close(self) -> None:
        """End the threads."""
        if self.postman:
            self.postman.stop()

    def tick(self) -> None:
        """Do what the clock asks for; called twice a second. The file is written when that was anything."""
        with self.store.lock:
            if expire_overdue(self.store) + settle_overdue(self.store):
                with self.store.changing():
                    pass

    def reply(self, method: str, path: str, encoded: str, headers: Mapping[str, str]) -> Reply:
        """Answer one request to /v1/, errors included."""
        subject = f"{method} {path}"
        late = self.faults.take("delay", subject)
        if late:
            time.sleep(late.seconds)
        request_id = new_id("req")
        told = {"Request-Id": request_id, "Stripe-Version": headers.get("Stripe-Version") or stripe.api_version}
        wrong = self.faults.take("answer", subject)
        if wrong and wrong.status < 500:
            return Reply(wrong.status, _fault_body(wrong), told)
        try:
            status, body, is_replay = self._act(method, path, encoded, headers, request_id, wrong)
        except ApiError as refusal:
            status, body, is_replay = refusal.status, refusal.body(), False
        if key := headers.get("Idempotency-Key"):
            told["Idempotency-Key"] = key
        if is_replay:
            told["Idempotent-Replayed"] = "true"
        return Reply(status, body, told, is_cut=bool(self.faults.take("cut", subject)))

    def _act(
        self, method: str, path: str, encoded: str, headers: Mapping[str, str], request_id: str, wrong: Fault | None
    ) -> tuple[int, dict[str, Any], bool]:
        account = api.account_of(headers.get("Authorization", ""))
        route, thing_id = api.find_route(method, path)
        params = api.checked(route, decode(encoded))
        key = headers.get("Idempotency-Key", "") if method == "POST" else ""
        call = api.Call(
            store=self.store,
            path=path,
            key=thing_id,
            params=params,
            base=self.base,
            cause=Cause(request_id, key or None),
        )
        with self.store.changing():
            expire_overdue(self.store)
            if not key:
                return *_outcome(route, call, wrong), False
            (status, body), is_replay = idempotency.once(
                self.store,
                account=account,
                key=key,
                path=path,
                params=params,
                act=lambda: _outcome(route, call, wrong),
            )
            return status, body, is_replay


def _outcome(route: api.Route, call: api.Call, wrong: Fault | None) -> tuple[int, dict[str, Any]]:
    """Do the work; a refusal is an outcome too, but a request that was not understood is none."""
    if wrong:
        return wrong.status, _fault_body(wrong)
    try:
        return 200, api.answer(route, call)
    except InvalidParams:
        raise
    except ApiError as refusal:
        return refusal.status, refusal.body()


def _fault_body(fault: Fault) -> dict[str, Any]:
    if fault.status == 429:
        return ApiError("Too many requests", status=429, code="rate_limit").body()
    return ApiError("Something went wrong at the double, as asked", status=fault.status, kind="api_error").body()
