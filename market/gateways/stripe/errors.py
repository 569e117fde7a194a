"""Stripe's errors in the words of the gateways."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import stripe

from market.gateways.base import GatewayRefused, GatewayUnavailable

logger = logging.getLogger(__name__)

REFUSALS = (stripe.InvalidRequestError, stripe.CardError, stripe.IdempotencyError)
IN_USE = "idempotency_key_in_use"
OUR_FAULTS = (stripe.AuthenticationError, stripe.PermissionError)


@contextmanager
def in_our_words() -> Iterator[None]:
    """Turn every error of the SDK into GatewayRefused or GatewayUnavailable; the cause stays attached.

    A bad key counts as unavailable, for the same call succeeds once the operator has put it right; so does a key that
    another call of ours is using just now, for nobody knows yet how that one ends.
    """
    try:
        yield
    except REFUSALS as error:
        if error.code == IN_USE:
            raise GatewayUnavailable(str(error)) from error
        raise GatewayRefused(str(error)) from error
    except OUR_FAULTS as error:
        logger.error("Stripe does not accept our key: %s", error)
        raise GatewayUnavailable(str(error)) from error
    except stripe.StripeError as error:
        raise GatewayUnavailable(str(error)) from error
