"""Refusals as Stripe words them (docs.stripe.com/api/errors)."""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """An answer that is not 200."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        **more: Any,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.more = {"type": kind, "message": message, "code": code, "param": param, **more}

    def body(self) -> dict[str, Any]:
        """Return the error object; what does not apply is left out, as Stripe does."""
        error = {key: value for key, value in self.more.items() if value is not None}
        if "code" in error:
            error["doc_url"] = f"https://docs.stripe.com/error-codes/{error['code'].replace('_', '-')}"
        return {"error": error}


class InvalidParams(ApiError):
    """The request was not understood, so nothing was begun and no answer is kept for its idempotency key."""


def missing(kind: str, key: str) -> ApiError:
    """Return the refusal for an id that is unknown."""
    return ApiError(f"No such {kind}: '{key}'", status=404, code="resource_missing", param="id")
