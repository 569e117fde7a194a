"""How a producer's consent ends: she takes it back whenever she likes, or it runs out, of which both are reminded."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse

from market.notify.actions import tell
from sellers.acting import write_withdrawal
from sellers.actions.her_link import in_turn, link_of, tell_her, tell_hub
from sellers.agreement import REMINDED
from sellers.models import Consent, ConsentLink, Producer, Seller

if TYPE_CHECKING:
    from market.accounts.models import User


@transaction.atomic
def withdraw_consent(
    *,
    producer: Producer,
    hub: Seller,
    by: User | None,
    how: Consent.Withdrawn,
    now: datetime,
    said_at: datetime | None = None,
) -> int:
    """Take back all that a producer agreed to with a hub, at once, and tell both; return how many held.

    `said_at` is when she said so, where that was before `now`: what she agreed to after it stays, and an older yes
    that comes later is refused, also of who has no phone and so no link yet.
    """
    in_turn(producer)
    if said_at:
        link_of(producer)
    said_at = said_at or now
    theirs = Consent.objects.select_for_update(of=("self",)).between(producer, hub.pk)
    held = [one for one in theirs.filter(withdrawn_at=None, given_at__lte=said_at) if one.expires_at > now]
    numbers = [one.pk for one in held]
    Consent.objects.filter(pk__in=numbers).update(withdrawn_at=said_at, withdrawn_by=by, withdrawn_how=how)
    links = ConsentLink.objects.filter(producer=producer, hub=hub)
    links.update(refused_at=Greatest("refused_at", said_at))
    links.exclude(asked_at__gt=said_at).update(answered_at=Coalesce("answered_at", now))
    if held:
        _tell_of_no(held, by=by, how=how, now=now)
    return len(held)


def _tell_of_no(held: list[Consent], *, by: User | None, how: Consent.Withdrawn, now: datetime) -> None:
    """Tell the hub and, by her link, the producer; who of the hub wrote it down stands in the log."""
    producer, hub = held[0].producer, held[0].hub
    if by is not None and hub.partner.users.filter(pk=by.pk).exists():
        write_withdrawal(by=by, consent=held[0], now=now)
    tell_hub(producer, "consent_withdrawn", now, hub=hub)
    link = ConsentLink.objects.filter(producer=producer, hub=hub).first()
    if link and link.phone and how != Consent.Withdrawn.LINK:
        key = f"consent_withdrawn_hers:{max(one.pk for one in held)}"
        tell_her(link, "consent_withdrawn_hers", key=key)


def remind_of_ends(*, now: datetime) -> int:
    """Remind of all consents that are about to run out and that no later one follows; return of how many."""
    ending = Consent.objects.live(now).filter(expires_at__lte=now + REMINDED[0])
    later = Consent.objects.live(now).filter(producer=OuterRef("producer"), hub=OuterRef("hub"))
    ending = ending.filter(~Exists(later.filter(expires_at__gt=now + REMINDED[0])))
    found = list(ending.select_related("producer__seller", "hub__partner"))
    for consent in found:
        days = min(before.days for before in REMINDED if consent.expires_at <= now + before)
        _remind(consent, days)
    return len(found)


@transaction.atomic
def _remind(consent: Consent, days: int) -> None:
    """Tell a hub, and the producer where she has a phone; once for each number of days."""
    producer = consent.producer
    context = {"producer": producer.name, "until": consent.expires_at}
    for user in consent.hub.partner.users.all():
        link = settings.BASE_URL.rstrip("/") + reverse("workshop:maker", args=[producer.pk])
        key = f"consent_ends:{consent.pk}:{days}:{user.pk}"
        tell(phone=user.phone, template="consent_ends", key=key, context={**context, "link": link})
    if producer.phone:
        key = f"consent_ends_hers:{consent.pk}:{days}"
        tell_her(link_of(producer), "consent_ends_hers", key=key, until=consent.expires_at)
