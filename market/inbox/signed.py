"""Callers that sign what they send: who is genuine, and whether it was signed just now.

The header `X-Callback-Signature: t=<seconds since 1970>,v1=<hex>` carries the HMAC-SHA256 of `<t>.<raw body>`.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import time
from collections.abc import Iterable, Mapping

HEADER = "X-Callback-Signature"
TOLERANCE_SECONDS = 300
SIGNATURE = re.compile(r"t=([0-9]{1,12}),v1=([0-9a-f]{64})")


class Forged(ValueError):
    """What came does not carry the signature of a caller of ours, or an old one."""


def sign(body: bytes, *, secret: str, at: int) -> str:
    """Return the header that a caller with this secret would send."""
    digest = hmac.new(secret.encode(), b"%d." % at + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


def check_signature(body: bytes, headers: Mapping[str, str], *, secrets: Iterable[str]) -> None:
    """See to it that one of `secrets` signed this within five minutes; several, so that a secret can be rolled.

    Raises:
        Forged: with the reason.
    """
    match = SIGNATURE.fullmatch(_header(headers))
    if match is None:
        raise Forged("No signature in the right form")
    told = f"t={int(match[1])},v1={match[2]}"
    if not any(hmac.compare_digest(sign(body, secret=each, at=int(match[1])), told) for each in filter(None, secrets)):
        raise Forged("No signature of ours")
    if abs(time.time() - int(match[1])) > TOLERANCE_SECONDS:
        raise Forged("Signed more than five minutes ago, or in the future")


def _header(headers: Mapping[str, str]) -> str:
    values = [value for key, value in headers.items() if key.lower() == HEADER.lower()]
    return values[0] if len(values) == 1 else ""
