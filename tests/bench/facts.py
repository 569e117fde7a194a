"""What a page is before it is loaded: how many queries it takes and how heavy its HTML is."""

from __future__ import annotations

import gzip
import time
from dataclasses import dataclass

import requests

from tests.bench.targets import KEPT, SHARED, Target

WARM_UPS, ENOUGH_FOR_EACH_WORKER = 3, 12
LIKE_A_PROXY = 6  # the level that web servers use


@dataclass(frozen=True)
class Facts:
    """Queries of one answer, its bytes, and its bytes as a proxy in front would compress them."""

    queries: int | None
    size: int
    compressed: int
    text: str


def facts_of(target: Target, page: str, path: str, *, is_cold: bool = False) -> Facts:
    """Ask some times, so that pictures are made and templates are read, then count; what is cold under a new name."""
    headers = {"Accept-Encoding": "identity", "Cookie": target.cookies.get(page, "")}
    for _ in range(ENOUGH_FOR_EACH_WORKER if target.name in (KEPT, SHARED) else WARM_UPS):
        requests.get(target.url(path), headers=headers, timeout=120).raise_for_status()
    headers |= {"X-Count-Queries": "1", **({"Host": f"facts{time.time_ns()}.localhost"} if is_cold else {})}
    answer = requests.get(target.url(path), headers=headers, timeout=120)
    answer.raise_for_status()
    assert not answer.history, f"{path} leads elsewhere"
    told = answer.headers.get(
        "X-Queries", "0" if target.name in (KEPT, SHARED) else ""
    )  # what is kept asks Django nothing
    compressed = len(gzip.compress(answer.content, LIKE_A_PROXY))
    return Facts(int(told) if told else None, len(answer.content), compressed, answer.text)
