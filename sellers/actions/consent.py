"""A hub gets a producer, asks her, and keeps what she said; she takes it back whenever she likes."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone

from market.notify.actions import tell
from market.notify.models import Message
from market.notify.replies import takes_replies
from sellers.acting import write_withdrawal
from sellers.actions.review import tell_shop
from sellers.agreement import LASTS, REMINDED, newest_version, words_for
from sellers.models import Consent, ConsentLink, Producer, Seller

if TYPE_CHECKING:
    from market.accounts.models import User
    from market.regions.models import Village

SECRET_BYTES = 16
MOST_A_DAY, MOST_FOR_ONE = 60, 3
"""Messages, each paid for by the house: of one hub, questions and what it recorded, each; and about one producer."""

BY_HER_LINK = "oleh produsen, lewat tautannya"
BY_HER_REPLY = "oleh produsen, lewat balasan SMS"


class PhoneOfTheHub(Exception):
    """The number is of somebody who acts for the hub: nobody says yes to herself."""


class NumberStays(Exception):
    """Her consent holds, and this is another number than hers: her own way to take it back would be gone."""


class AskedTooOften(Exception):
    """So many questions have gone out today, to her or from this hub, that no more are sent."""


class NotAsked(Exception):
    """Nobody has asked, it was answered, or it was too long ago."""


class TakenBack(Exception):
    """She took her word back after she had given it; it came too late."""

    def __init__(self, producer: Producer) -> None:
        super().__init__(f"{producer.name} menarik persetujuannya sesudah ini dicatat. Tanyakan lagi kepadanya.")


class MakerKnown(Exception):
    """The hub has a producer of this name in this village; `producer` is she, unchanged."""

    def __init__(self, producer: Producer) -> None:
        super().__init__(f"{producer.name} sudah tercatat.")
        self.producer = producer


@transaction.atomic
def add_maker(*, shop: Seller, name: str, village: Village, makes: str, phone: str = "") -> Producer:
    """Return a new producer of a hub who has no account; the same name in the same village is the same producer.

    Raises:
        MakerKnown: she is there already.
        PhoneOfTheHub: the number is of somebody of the hub.
    """
    Seller.objects.select_for_update(no_key=True).get(pk=shop.pk)
    _refuse_own_phone(shop, phone)
    if same := Producer.objects.filter(seller=shop, village=village, name__iexact=name).first():
        raise MakerKnown(same)
    return Producer.objects.create(seller=shop, name=name, village=village, makes=makes, phone=phone)


@transaction.atomic
def record_consent(
    *,
    producer: Producer,
    way: str,
    version: str,
    by: User | None,
    now: datetime,
    file: str = "",
    answer: str = "",
    given_at: datetime | None = None,
) -> Consent:
    """Return the consent that a producer gave; where she has a phone she is told, with a link to undo it.

    `version` is that of the words which she heard or read, `file` a name in the private store, `given_at` when she
    gave it, where that was before `now`.

    Raises:
        TakenBack: since she gave this she said no, or took back what she had agreed to.
        AskedTooOften: the hub has recorded so much today that no more messages about it go out.
    """
    if by is not None:  # what its messages cost is counted for the hub
        Seller.objects.select_for_update(no_key=True).get(pk=producer.seller_id)
    _in_turn(producer)
    if given_at and _said_no_since(producer, given_at):
        raise TakenBack(producer)
    given_at = given_at or now
    consent = Consent.objects.create(
        producer=producer,
        hub_id=producer.seller_id,
        way=way,
        file=file,
        answer=answer,
        words=words_for(producer, version=version),
        words_version=version,
        given_at=given_at,
        expires_at=given_at + LASTS,
        recorded_at=now,
        recorded_by=by,
    )
    if producer.phone:
        _tell_of_consent(producer, is_hubs=by is not None, day=timezone.localdate(now))
    return consent


def _tell_of_consent(producer: Producer, *, is_hubs: bool, day: date) -> None:
    """Tell her what was recorded; what the hub recorded is rationed, what she said herself is not."""
    theirs = Consent.objects.between(producer, producer.seller_id)
    rest = f"{theirs.exclude(withdrawn_at=None).count()}:{producer.phone}:{day}"
    of_hub = f"consent_{'recorded' if is_hubs else 'said'}:{producer.seller_id}:"
    if is_hubs:
        _ration(f"{of_hub}{producer.pk}:", rest, MOST_FOR_ONE, day)
        _ration(of_hub, f"{producer.pk}:{rest}", MOST_A_DAY, day)
    _tell_her(_link_of(producer), "consent_recorded", key=f"{of_hub}{producer.pk}:{rest}")


def _in_turn(producer: Producer) -> None:
    """Let nobody else write down what this producer says before the transaction ends.

    Locks are taken in this order: the hub, the producer, her link.
    """
    producer.phone = Producer.objects.select_for_update(no_key=True).get(pk=producer.pk).phone


def _said_no_since(producer: Producer, since: datetime) -> bool:
    theirs = Consent.objects.between(producer, producer.seller_id)
    if theirs.filter(withdrawn_at__gte=since).exists():
        return True
    refused = ConsentLink.objects.filter(producer=producer, hub_id=producer.seller_id, refused_at__gte=since).first()
    return refused is not None and not theirs.filter(given_at__gt=refused.refused_at).exists()


@transaction.atomic
def ask_consent(*, producer: Producer, phone: str, by: User, now: datetime) -> ConsentLink:
    """Ask a producer by message; she answers by her link. Asked again on the same day she gets no second message.

    Raises:
        PhoneOfTheHub: the number is of somebody of the hub.
        NumberStays: her consent holds and came with another number; it has to be withdrawn first.
        AskedTooOften: no more messages go out today.
    """
    _refuse_own_phone(producer.seller, phone)
    Seller.objects.select_for_update(no_key=True).get(pk=producer.seller_id)
    _in_turn(producer)
    is_new = bool(producer.phone) and producer.phone != phone
    if is_new and Consent.objects.between(producer, producer.seller_id).live(now).exists():
        raise NumberStays(phone)
    Producer.objects.filter(pk=producer.pk).update(phone=phone)
    producer.phone = phone
    link = _link_of(producer)
    asked, day = f"consent_asked:{producer.seller_id}:", timezone.localdate(now)
    rest = f"{phone}:{link.secret[:6]}:{day}"  # back at a number of before, her code is another one
    _ration(f"{asked}{producer.pk}:", rest, MOST_FOR_ONE, day)
    _ration(asked, f"{producer.pk}:{rest}", MOST_A_DAY, day)
    link.asked_at, link.asked_by, link.answered_at = now, by, None
    link.words_version = newest_version()
    link.save()
    code = link.reply_code() if takes_replies() else ""
    _tell_her(link, "consent_asked", key=f"{asked}{producer.pk}:{rest}", code=code)
    return link


def _ration(asked: str, rest: str, most: int, day: date) -> None:
    """Let no more than so many messages whose keys begin like this go out in one day; the same again is none."""
    today = Message.objects.filter(key__startswith=asked, key__endswith=f":{day}").exclude(key=asked + rest)
    if today.count() >= most:
        raise AskedTooOften


@transaction.atomic
def answer_question(*, link: ConsentLink, is_agreed: bool, now: datetime, way: str, answer: str) -> Consent | None:
    """Keep what a producer answered herself, by `way` and in which words, and tell the hub; None when she said no.

    Raises:
        NotAsked: nothing waits for her answer.
    """
    _in_turn(link.producer)
    locked = ConsentLink.objects.select_for_update(of=("self",)).select_related("producer__village").get(pk=link.pk)
    if not locked.waits(now):
        raise NotAsked
    locked.answered_at = now
    locked.refused_at = locked.refused_at if is_agreed else now
    locked.save(update_fields=["answered_at", "refused_at"])
    producer = locked.producer
    said = {"way": way, "version": locked.words_version, "answer": answer}
    consent = record_consent(producer=producer, by=None, now=now, **said) if is_agreed else None
    _tell_hub(producer, "consent_given" if is_agreed else "consent_refused", now)
    return consent


@transaction.atomic
def withdraw_consent(
    *, producer: Producer, hub: Seller, by: User | None, how: str, now: datetime, said_at: datetime | None = None
) -> int:
    """Take back all that a producer agreed to with a hub, at once, and tell both; return how many held.

    `said_at` is when she said so, where that was before `now`: what she agreed to after it stays, and an older yes
    that comes later is refused, also of who has no phone and so no link yet.
    """
    _in_turn(producer)
    if said_at:
        _link_of(producer)
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


def _tell_of_no(held: list[Consent], *, by: User | None, how: str, now: datetime) -> None:
    """Tell the hub and, by her link, the producer; who of the hub wrote it down stands in the log."""
    producer, hub = held[0].producer, held[0].hub
    if by is not None and hub.partner.users.filter(pk=by.pk).exists():
        write_withdrawal(by=by, consent=held[0], now=now)
    _tell_hub(producer, "consent_withdrawn", now, hub=hub)
    link = ConsentLink.objects.filter(producer=producer, hub=hub).first()
    if link and link.phone and how != BY_HER_LINK:
        key = f"consent_withdrawn_hers:{max(one.pk for one in held)}"
        _tell_her(link, "consent_withdrawn_hers", key=key)


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
        _tell_her(_link_of(producer), "consent_ends_hers", key=key, until=consent.expires_at)


def _link_of(producer: Producer) -> ConsentLink:
    """Return her link for her hub; with another number than before it is another secret."""
    link, _ = ConsentLink.objects.select_for_update(of=("self",)).get_or_create(
        producer=producer,
        hub_id=producer.seller_id,
        defaults={"phone": producer.phone, "secret": secrets.token_urlsafe(SECRET_BYTES)},
    )
    if link.phone != producer.phone:
        link.phone, link.secret, link.asked_at = producer.phone, secrets.token_urlsafe(SECRET_BYTES), None
        link.save()
    return link


def _refuse_own_phone(shop: Seller, phone: str) -> None:
    if phone and shop.partner.users.filter(phone=phone).exists():
        raise PhoneOfTheHub(phone)


def _tell_her(link: ConsentLink, template: str, *, key: str, **more: object) -> None:
    address = settings.BASE_URL.rstrip("/") + reverse("agree", args=[link.secret])
    context = {"producer": link.producer.name, "hub": link.hub.partner.name, "link": address, **more}
    tell(phone=link.phone, template=template, key=key, context=context)


def _tell_hub(producer: Producer, template: str, now: datetime, *, hub: Seller | None = None) -> None:
    partner = (hub or producer.seller).partner
    context = {"producer": producer.name, "number": producer.pk}
    tell_shop(partner, template=template, at=now, address="workshop:makers", **context)
