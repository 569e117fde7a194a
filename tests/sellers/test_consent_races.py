"""A yes that comes while she takes her word back: whoever is first holds the other up, and no stays no."""

from __future__ import annotations

import time
from datetime import timedelta
from threading import Barrier, Event, Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from market.notify.models import Message
from sellers.actions import consent, consent_ends
from sellers.actions.consent import AskedTooOften, TakenBack, record_consent
from sellers.actions.consent_ends import withdraw_consent
from sellers.agreement import newest_version
from sellers.models import Consent, Producer
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
            record_consent(
                producer=imah,
                way="paper",
                version=newest_version(),
                by=None,
                now=now,
                file="persetujuan/a.jpg",
                given_at=earlier,
            )
        except TakenBack:
            refused.append(True)
        finally:
            connection.close()

    yes = Thread(target=send_older_yes)
    yes.start()
    if not is_locked:
        for module in (consent, consent_ends):
            monkeypatch.setattr(module, "in_turn", lambda producer: None)
    with transaction.atomic():
        withdraw_consent(producer=imah, hub=imah.seller, by=None, how="link", now=now)
        begun.set()
        if is_locked:
            assert someone_waits(10)
        else:
            yes.join(20)  # it waits for nobody
    yes.join(20)
    held = Consent.objects.between(imah, imah.seller_id).live(now).exists()
    assert (refused, held) == (([True], False) if is_locked else ([], True))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_locked", [True, False])
def test_sixteen_at_once_have_no_more_messages_than_one_after_the_other(siti, monkeypatch, is_locked):
    hub, now = made_hub(siti), timezone.now()
    makers = [a_maker(hub, f"Acil {number}", phone=f"+62813555501{number:02}") for number in range(16)]
    monkeypatch.setattr(consent, "MOST_A_DAY", 5)
    if not is_locked:
        together = Barrier(16)
        ration = consent._ration

        def ration_at_once(asked: str, *rest: object) -> None:
            ration(asked, *rest)
            if asked == f"consent_recorded:{hub.pk}:":
                together.wait(20)

        monkeypatch.setattr(consent, "_ration", ration_at_once)
        monkeypatch.setattr(consent.Seller.objects, "select_for_update", lambda **_: consent.Seller.objects)
    gate, taken = Barrier(16), []

    def record(maker: Producer) -> None:
        try:
            gate.wait(20)
            record_consent(
                producer=maker, way="paper", version=newest_version(), by=siti.user, now=now, file="persetujuan/a.jpg"
            )
            taken.append(maker)
        except AskedTooOften:
            pass
        finally:
            connection.close()

    threads = [Thread(target=record, args=[maker]) for maker in makers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(taken) == (5 if is_locked else 16)
    assert Message.objects.filter(template="consent_recorded").count() == len(taken)
