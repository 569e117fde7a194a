from __future__ import annotations

from typing import Any

import pytest

from market.notify.checks import HTTP, check_gateway


@pytest.fixture
def production(settings: Any) -> Any:
    settings.DEMO = False
    settings.NOTIFY_CHANNEL = HTTP
    settings.NOTIFY_HTTP_URL = "https://gateway.example/send"
    return settings


def problems() -> list[str]:
    return [str(error.msg) for error in check_gateway(None)]


def test_it_is_content_with_a_gateway_over_tls(production: Any) -> None:
    assert problems() == []


def test_it_names_the_missing_address(production: Any) -> None:
    production.NOTIFY_HTTP_URL = ""
    assert "NOTIFY_HTTP_URL" in problems()[0]


def test_it_refuses_an_address_without_tls(production: Any) -> None:
    production.NOTIFY_HTTP_URL = "http://gateway.example/send"
    assert "https" in problems()[0]


@pytest.mark.parametrize("name", ["NOTIFY_HTTP_HEADERS", "NOTIFY_HTTP_BODY"])
@pytest.mark.parametrize("value", ["{", "[]", ""])
def test_it_names_the_variable_that_is_not_a_json_object(name: str, value: str, production: Any) -> None:
    setattr(production, name, value)
    assert name in problems()[0]


def test_it_asks_nothing_where_messages_stay_in_the_box(settings: Any) -> None:
    settings.NOTIFY_HTTP_URL = ""
    assert problems() == []


@pytest.mark.parametrize(
    "value", ["{", "[]", "", '{"id": "id", "phone": "from"}', '{"id": 1, "phone": "a", "text": "b"}']
)
def test_it_names_the_places_of_answers_that_cannot_be_read(value: str, production: Any) -> None:
    production.NOTIFY_REPLY_READS = value
    assert "NOTIFY_REPLY_READS" in problems()[0]
