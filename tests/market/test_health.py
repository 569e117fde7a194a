"""/livez and /readyz: what a watcher of the machine is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from market import health
from market.outbox.actions import record_effect


def test_it_lives_without_a_database(client: Client) -> None:
    answer = client.get("/livez")

    assert (answer.status_code, answer.content) == (200, b"ok")
    assert "no-cache" in answer["Cache-Control"]


@pytest.mark.django_db
def test_it_is_ready_when_the_database_is_migrated(client: Client) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "migrations": "ok", "cache": "ok", "late_effects": 0}


@pytest.mark.django_db
def test_it_is_not_ready_before_the_migrations(client: Client) -> None:
    health._require_migrated.cache_clear()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'settlement'")

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["migrations"]) == (503, "missing")


def test_it_is_not_ready_without_the_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable() -> bool:
        raise DatabaseError

    monkeypatch.setattr(health, "_is_migrated", unreachable)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (503, {"database": "unreachable"})


@pytest.mark.django_db
def test_it_tells_of_late_effects_and_stays_ready(client: Client) -> None:
    record_effect(kind="notify.send", key="late", payload={}, due_at=timezone.now() - timedelta(hours=1))

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["late_effects"]) == (200, 1)


@pytest.mark.django_db
def test_it_stays_ready_without_the_cache(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*arguments: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(cache, "set", down)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["cache"]) == (200, "unreachable")


@pytest.mark.django_db
def test_it_is_asked_from_inside_over_plain_http(client: Client, settings: object) -> None:
    settings.SECURE_SSL_REDIRECT = True  # type: ignore[attr-defined]

    assert client.get("/livez").status_code == 200
    assert client.get("/readyz").status_code == 200
    assert client.get("/produk/").status_code == 301
