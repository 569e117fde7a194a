"""Requests that schemathesis makes up from the OpenAPI document: every answer is as the document says."""

from __future__ import annotations

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode

from tests.market.pagecache.conftest import Shop

pytestmark = pytest.mark.django_db


def ask(most: int) -> int:
    """Ask every address for `most` right and `most` wrong things; return how many addresses there were."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
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


def test_it_answers_whatever_is_made_up_as_the_document_says(shop: Shop) -> None:
    assert ask(6) == 12


@pytest.mark.prove
def test_it_answers_much_that_is_made_up_as_the_document_says(shop: Shop) -> None:
    assert ask(300) == 12
