"""Production starts only with what it needs; the demo's things stay out of it."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import CheckMessage
from django.core.exceptions import ImproperlyConfigured

from market import checks
from market.settings import env
from market.settings.database import from_url
from market.settings.logs import DiscreetFormatter, hush

ROOT = Path(__file__).resolve().parents[1]
PRODUCTION = {
    "SECRET_KEY": "m" * 25 + "adeup0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ALLOWED_HOSTS": "pasarhulu.example",
    "BASE_URL": "https://pasarhulu.example",
    "DATABASE_URL": "postgres://nobody@127.0.0.1/nothing",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "STRIPE_SECRET_KEY": "sk_live_made_up",
    "STRIPE_WEBHOOK_SECRETS": "whsec_made_up",
    "NOTIFY_HTTP_URL": "https://gateway.example/send",
}


def start(module: str, *, show: str = "DEBUG", **variables: str) -> subprocess.CompletedProcess[str]:
    """Read a settings module in a fresh process with these variables and no others of ours."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", f"import {module} as settings; print(settings.{show})"],
        cwd=ROOT,
        env={**inherited, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_starts_with_all_that_production_needs() -> None:
    result = start("market.settings.production", **PRODUCTION)

    assert result.stdout.strip() == "False", result.stderr


@pytest.mark.parametrize("name", ["ALLOWED_HOSTS", "STRIPE_WEBHOOK_SECRETS"])
def test_it_takes_blanks_after_commas_for_nothing(name: str) -> None:
    result = start("market.settings.production", show=name, **{**PRODUCTION, name: "one, two,"})

    assert result.stdout.strip() == "['one', 'two']", result.stderr


@pytest.mark.parametrize("missing", sorted(PRODUCTION))
def test_it_names_the_variable_that_is_missing(missing: str) -> None:
    result = start("market.settings.production", **{**PRODUCTION, missing: ""})

    assert result.returncode != 0
    assert f"ImproperlyConfigured: Set {missing}: " in result.stderr


def test_it_refuses_a_live_key_in_the_demo() -> None:
    result = start(
        "market.settings.dev",
        DATABASE_URL=PRODUCTION["DATABASE_URL"],
        STRIPE_SECRET_KEY="sk_live_real",
        VAR_DIR=os.environ.get("VAR_DIR", ""),
    )

    assert result.returncode != 0
    assert "STRIPE_SECRET_KEY is a live key" in result.stderr


def test_it_refuses_another_database_engine() -> None:
    with pytest.raises(ImproperlyConfigured, match="must name PostgreSQL"):
        from_url("sqlite:///db.sqlite3")


def test_it_reads_a_socket_folder_and_an_escaped_secret() -> None:
    found = from_url("postgresql://house:p%40ss@/market?host=/run/postgresql")

    assert (found["HOST"], found["PASSWORD"], found["NAME"]) == ("/run/postgresql", "p@ss", "market")


@pytest.mark.parametrize(
    ("reader", "value"),
    [(env.flag, "perhaps"), (env.whole, "a few"), (lambda name, _: env.one_of(name, ("memory", "off")), "on")],
)
def test_it_names_the_variable_with_a_bad_value(
    monkeypatch: pytest.MonkeyPatch, reader: Callable[..., object], value: str
) -> None:
    monkeypatch.setenv("SOME_SETTING", value)

    with pytest.raises(ImproperlyConfigured, match="SOME_SETTING must be"):
        reader("SOME_SETTING", 0)


@pytest.mark.parametrize(
    ("changes", "rule", "message_id"),
    [
        ({"DEMO": True, "ALLOWED_HOSTS": ["pasar.example"]}, checks.demo_stays_at_home, "house.E001"),
        ({"DEMO": True, "ALLOWED_HOSTS": ["*"]}, checks.demo_stays_at_home, "house.E001"),
        ({"DEMO": False, "INSTALLED_APPS": ["market.demo"]}, checks.production_has_no_demo, "house.E002"),
        (
            {"DEMO": False, "INSTALLED_APPS": ["market.gateways.stripe.double"]},
            checks.production_has_no_demo,
            "house.E002",
        ),
        ({"DEMO": True, "STRIPE_SECRET_KEY": "rk_live_x"}, checks.demo_has_no_live_key, "house.E003"),
        ({"DEMO": False, "STRIPE_SECRET_KEY": "sk_test_x"}, checks.production_has_a_live_key, "house.W001"),
    ],
)
def test_it_checks_the_house_rules(
    settings: Any, changes: dict[str, object], rule: Callable[[], Iterable[CheckMessage]], message_id: str
) -> None:
    for name, value in changes.items():
        setattr(settings, name, value)

    assert [message.id for message in rule()] == [message_id]


def test_it_finds_nothing_wrong_with_the_demo_as_it_is() -> None:
    rules = (checks.demo_stays_at_home, checks.production_has_no_demo, checks.demo_has_no_live_key)

    assert [message for rule in rules for message in rule()] == []


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        ("sent to +6281234567890", "sent to …890"),
        ("card 4242 4242 4242 4242 declined", "card …242 declined"),
        ("Not Found: /pesanan/kUq3xYz/", "Not Found: /pesanan/…/"),
        ("Not Found: /en/tanya/12-af0c/", "Not Found: /en/tanya/…/"),
        ("Not Found: /setuju/a-Zb_09/", "Not Found: /setuju/…/"),
        ("Kode: 123456 untuk masuk", "Kode: … untuk masuk"),
        ("effect 12345 took 0.5 s", "effect 12345 took 0.5 s"),
    ],
)
def test_it_logs_nothing_that_belongs_to_people(said: str, logged: str) -> None:
    assert hush(said) == logged


def test_it_masks_tracebacks_too() -> None:
    try:
        raise ValueError("no such phone: +6281234567890")
    except ValueError:
        record = logging.LogRecord("market", logging.ERROR, "x.py", 1, "Unable to send", None, sys.exc_info())

    text = DiscreetFormatter("%(message)s").format(record)

    assert "81234567890" not in text
    assert "…890" in text


def test_it_starts_the_embedded_server_once_for_processes_that_come_together(tmp_path: Path) -> None:
    asks = "import sys; from pathlib import Path; from market.settings.embedded import embedded_url; "
    asks += "print(embedded_url(Path(sys.argv[1]), 'together', disposable=True)); sys.stdin.read()"
    command = [sys.executable, "-c", asks, str(tmp_path / "postgres")]
    together = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603
        for _ in range(5)
    ]

    answers = {process.stdout.readline() for process in together if process.stdout}
    codes = [process.communicate("")[0] or process.returncode for process in together]

    assert len(answers) == 1
    assert answers.pop().startswith("postgresql://postgres:@/together?host=")
    assert codes == [0] * 5
