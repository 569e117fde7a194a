"""Where the double refuses to run, and that it really runs as the command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import requests
from django.conf import settings as house
from django.core.management import CommandError, call_command

from market.gateways.stripe.double.guard import NotHere, refuse_to_run
from market.gateways.stripe.double.running import running_double
from tests.market.gateways.conftest import Double


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.168.1.5", "example.com"])  # noqa: S104
def test_it_refuses_to_listen_beyond_this_machine(host: str) -> None:
    with pytest.raises(NotHere):
        refuse_to_run(host, None)
    with pytest.raises(CommandError, match="this machine only"):
        call_command("stripe_double", host=host, port=0)


@pytest.mark.parametrize("url", ["https://pasarhulu.example/hooks/stripe/", "http://10.0.0.2/", "ftp:x"])
def test_it_refuses_to_send_webhooks_beyond_this_machine(url: str) -> None:
    with pytest.raises(NotHere), running_double(webhook_url=url):
        pass


@pytest.mark.parametrize("prefix", ["sk_live_", "rk_live_"])
def test_it_refuses_to_start_beside_a_live_key(settings: Any, prefix: str) -> None:
    settings.STRIPE_SECRET_KEY = prefix + "0" * 24
    with pytest.raises(NotHere, match="live key"), running_double():
        pass


def test_it_refuses_to_start_with_production_settings(settings: Any) -> None:
    del settings.DEMO
    with pytest.raises(NotHere, match="production"), running_double():
        pass


def test_it_is_not_even_installed_in_production() -> None:
    from market.settings import apps

    assert not [name for name in apps.INSTALLED_APPS if "double" in name]


def test_it_keeps_the_sessions_over_a_restart(tmp_path: Path) -> None:
    state = tmp_path / "double.json"
    with running_double(state=state) as base:
        paid, waiting = Double(base).paid_session(), Double(base).open_session(key="k")
    with running_double(state=state) as base:
        double = Double(base)
        assert double.sdk.v1.checkout.sessions.retrieve(paid.id).payment_status == "paid"
        assert double.open_session(key="k").id == waiting.id
        assert double.try_card(waiting).status_code == 303


def test_it_runs_as_a_command_and_stops_when_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "market.gateways.stripe.double", "--port", "0"]
    settings_of_tests = {"DJANGO_SETTINGS_MODULE": "market.settings.test", "VAR_DIR": str(tmp_path)}
    process = subprocess.Popen(  # noqa: S603
        command, cwd=house.ROOT, env={**os.environ, **settings_of_tests}, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        base = line.split()[-1].rstrip("/")
        assert base.startswith("http://127.0.0.1:")
        assert requests.get(base, timeout=10).status_code == 200
        assert Double(base).paid_session().payment_status == "paid"
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert (tmp_path / "stripe_double.json").exists()
