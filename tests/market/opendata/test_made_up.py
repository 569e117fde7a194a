"""Requests that schemathesis makes up from the OpenAPI document: every answer is as the document says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode

from tests.market.pagecache.conftest import Shop

pytestmark = pytest.mark.django_db


SITE = get_wsgi_application()
SIGNALS = (request_started, request_finished)


@pytest.fixture
def stays_connected() -> Iterator[None]:
    """Keep the test's transaction, as Django's own client does: a request's end would close the connection."""
    for signal in SIGNALS:
        signal.disconnect(close_old_connections)
    yield
    for signal in SIGNALS:
        signal.connect(close_old_connections)


def from_here(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer as the site does; werkzeug forgets to say who asks, and asks for what it cannot unpack."""
    return SITE({**environ, "REMOTE_ADDR": "127.0.0.1", "HTTP_ACCEPT_ENCODING": ""}, start_response)


def ask(most: int) -> int:
    """Ask every address for `most` right and `most` wrong things; return how many addresses there were."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", from_here)
    operations = [found.ok() for found in schema.get_all_operations()]
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

            @settings(
                max_examples=most,
                deadline=None,
                database=None,
                derandomize=most < 50,
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.as_strategy(generation_mode=mode))
            def asked(case: Case) -> None:
                case.call_and_validate()

            asked()
    return len(operations)


def test_it_answers_whatever_is_made_up_as_the_document_says(shop: Shop, stays_connected: None) -> None:
    assert ask(3) == 12


@pytest.mark.prove
def test_it_answers_much_that_is_made_up_as_the_document_says(shop: Shop, stays_connected: None) -> None:
    assert ask(300) == 12
