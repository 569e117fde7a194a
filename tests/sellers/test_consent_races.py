"""A yes that comes while she takes her word back: whoever is first holds the other up, and no stays no."""

from __future__ import annotations

import time
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from sellers.actions import consent
from sellers.actions.consent import TakenBack, record_consent, withdraw_consent
from sellers.models import Consent
from tests.sellers.consents import a_maker, agreed, made_hub

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def someone_waits(seconds: float) -> bool:
    """Say whether a statement comes to wait for a lock within so many seconds."""
    until = time.monotonic() + seconds
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # what it says stays the same in a transaction
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return True
            time.sleep(0.02)
    return False


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_locked", [True, False])
def test_an_older_yes_waits_for_the_no_and_without_its_lock_would_hold(siti, monkeypatch, is_locked):
    imah, now = a_maker(made_hub(siti)), timezone.now()
    agreed(imah, at=now - timedelta(days=30))
    begun, refused, earlier = Event(), [], now - timedelta(days=2)

    def send_older_yes() -> None:
        begun.wait(10)
        try:
            record_consent(producer=imah, way="paper", by=None, now=now, file="persetujuan/a.jpg", given_at=earlier)
        except TakenBack:
            refused.append(True)
        finally:
            connection.close()

    yes = Thread(target=send_older_yes)
    yes.start()
    if not is_locked:
        monkeypatch.setattr(consent, "_in_turn", lambda producer: None)
    with transaction.atomic():
        withdraw_consent(producer=imah, hub=imah.seller, by=None, how="oleh produsen, lewat tautannya", now=now)
        begun.set()
        assert someone_waits(5 if is_locked else 0.5) is is_locked
    yes.join(20)
    held = Consent.objects.between(imah, imah.seller_id).live(now).exists()
    assert (refused, held) == (([True], False) if is_locked else ([], True))
