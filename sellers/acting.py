"""Who may act for whom: a hub for a producer who said so and has not taken it back, and all of it is written down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from sellers.consent_models import ActedFor, Consent
from sellers.models import Producer

if TYPE_CHECKING:
    from market.accounts.models import User

LONGEST_THING = 200


class NoConsent(Exception):
    """The producer has not said that this hub may sell for her, or no more; `producer` is who has to be asked."""

    def __init__(self, producer: Producer) -> None:
        super().__init__(f"Belum ada persetujuan {producer.name} yang berlaku. Mintalah dulu, lalu kirim lagi.")
        self.producer = producer


def check_acting(*, by: User, producer: Producer, now: datetime, made_at: datetime | None = None) -> Consent | None:
    """Return the consent by which somebody of a hub acts for a producer; None where none is needed.

    None is needed by the producer herself and by the people of a shop of one's own. That `by` is of the shop has been
    seen to (`sellers/access.py`). `now` is when the request came, not when the work was done: a word taken back holds
    for what was done before without signal, too. `made_at` is when it was made on a phone: what somebody made before
    she wrote down that no herself counts, whichever comes first.

    Raises:
        NoConsent: there is none that holds at `now`; its sentence is for the person who asks.
    """
    if not needs_consent(by=by, producer=producer):
        return None
    theirs = Consent.objects.between(producer, producer.seller_id)
    consent = theirs.live(now).first()
    if consent is None and made_at is not None:
        consent = theirs.held_until_told(by, made_at=made_at, now=now).first()
    if consent is None:
        raise NoConsent(producer)
    return consent


def needs_consent(*, by: User, producer: Producer) -> bool:
    """Does this person act for somebody else, whose word is needed?"""
    is_herself = producer.user_id is not None and producer.user_id == by.pk
    return not is_herself and producer.seller.is_hub


@transaction.atomic
def act_for(
    *,
    by: User,
    producers: Iterable[Producer],
    what: str,
    thing: str,
    thing_id: object = "",
    now: datetime,
    made_at: datetime | None = None,
) -> list[ActedFor]:
    """Check that `by` may act for each producer and write down what is done for whom, in the caller's transaction.

    The consents stay locked until that transaction ends, so that one is withdrawn before the write or after it, never
    meanwhile. Returns the new rows: none where no consent is needed.

    Raises:
        NoConsent: for one of them there is none that holds at `now`; then nothing is written down.
    """
    in_turn = sorted(producers, key=lambda one: one.pk)
    found = [(one, hold_consent(by=by, producer=one, now=now, made_at=made_at)) for one in in_turn]
    rows = [_row(by, one, consent, what, thing, thing_id, now) for one, consent in found if consent is not None]
    return ActedFor.objects.bulk_create(rows)


def write_withdrawal(*, by: User, consent: Consent, now: datetime) -> ActedFor:
    """Write down that somebody of a hub noted a producer's no, by the consent that held until then."""
    what, producer = "mencatat penarikan persetujuan", consent.producer
    row = _row(by, producer, consent, what, f"Persetujuan {producer.name}", consent.pk, now)
    row.save()
    return row


def hold_consent(*, by: User, producer: Producer, now: datetime, made_at: datetime | None = None) -> Consent | None:
    """Check as `check_acting` does, and lock the consent until the caller's transaction ends.

    Always before any row of goods is locked: two who wait for each other's rows would both be thrown out.
    """
    consent = check_acting(by=by, producer=producer, now=now, made_at=made_at)
    if consent is None:
        return None
    locked = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if locked.withdrawn_at != consent.withdrawn_at:
        raise NoConsent(producer)
    return locked


def _row(
    by: User, producer: Producer, consent: Consent, what: str, thing: str, thing_id: object, now: datetime
) -> ActedFor:
    return ActedFor(
        actor=by,
        actor_name=by.get_full_name() or str(by),
        principal=producer,
        principal_name=producer.name,
        hub_id=producer.seller_id,
        consent=consent,
        what=what,
        thing=thing[:LONGEST_THING],
        thing_id=str(thing_id),
        at=now,
    )
