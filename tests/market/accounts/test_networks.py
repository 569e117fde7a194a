"""What is counted by address is counted by network, as the proxies that we trust tell it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import RequestFactory

from market.accounts.networks import network_name, network_of

HERE, THERE, PROXY = "203.0.113.7", "203.0.113.8", "127.0.0.1"
ROOT = Path(__file__).resolve().parents[3]


def network(told: str | None) -> str:
    headers = {} if told is None else {"X-Forwarded-For": told}
    return network_of(RequestFactory(REMOTE_ADDR=PROXY).get("/", headers=headers))


@pytest.mark.parametrize(
    ("told", "is_from"),
    [
        (HERE, HERE),
        (f"10.9.8.7, {HERE}", HERE),  # what the visitor wrote stands before what our proxy adds
        (f"::ffff:{HERE}", HERE),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::"),
        (None, PROXY),
        ("", PROXY),
        ("nobody", PROXY),
        (f"{HERE}, x' OR 1=1", PROXY),
    ],
)
def test_it_believes_the_last_proxy_and_else_counts_all_as_one(told: str | None, is_from: str, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert network(told) == is_from


def test_it_is_not_refused_by_a_header_that_is_shorter_than_the_proxies(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    assert network(HERE) == PROXY


def test_it_believes_nobody_where_no_proxy_stands(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert network(HERE) == PROXY


def test_it_keeps_a_network_by_a_name_from_which_it_cannot_be_read() -> None:
    assert network_name("") == ""
    assert len(network_name(HERE)) == 32
    assert network_name(HERE) != network_name(THERE)
    assert network_name(f"::ffff:{HERE}") == network_name(HERE)
    assert network_name("2001:db8:1:2::1") == network_name("2001:db8:1:2:ffff::9") != network_name("2001:db8:1:3::1")


def test_it_has_nginx_overwrite_what_a_visitor_says_of_her_address() -> None:
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in (ROOT / "docs" / "production.md").read_text()
