"""Knobs for tests: what shall go wrong, where, and how often."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

ON_REQUESTS = {
    "delay": "answer after `seconds`",
    "answer": "answer `status` instead of doing it: 429 before, 500 and above in the place of the work",
    "cut": "do it, then hang up without an answer",
}
ON_WEBHOOKS = {
    "late": "deliver after `seconds`",
    "drop": "lose the attempt on the way",
    "duplicate": "deliver twice",
    "hold": "deliver after the next event, out of order",
}


@dataclass
class Fault:
    """`kind` happens `times` times to requests (as "POST /v1/refunds") or event types that contain `match`."""

    kind: str
    match: str = ""
    times: int = 1
    seconds: float = 0.0
    status: int = 500


class Faults:
    """The faults that are still to happen."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []

    def add(self, **described: Any) -> None:
        """Let something go wrong from now on. Raises ValueError for an unknown kind."""
        fault = Fault(**described)
        if fault.kind not in ON_REQUESTS | ON_WEBHOOKS:
            raise ValueError(f"Unknown fault {fault.kind!r}")
        with self._lock:
            self._waiting.append(fault)

    def clear(self) -> None:
        """Let everything go well again."""
        with self._lock:
            self._waiting.clear()

    def take(self, kind: str, subject: str) -> Fault | None:
        """Return the first fault of a kind that is meant for the subject, and count it off."""
        with self._lock:
            for fault in self._waiting:
                if fault.kind == kind and fault.match in subject:
                    fault.times -= 1
                    if fault.times <= 0:
                        self._waiting.remove(fault)
                    return fault
        return None
