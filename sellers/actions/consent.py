"""A hub gets a producer, asks her, and keeps what she said; how it ends is in `consent_ends`."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from market.notify.models import Message
from market.notify.replies import takes_replies
from sellers.actions.her_link import in_turn, link_of, tell_her, tell_hub
from sellers.agreement import LASTS, newest_version, words_for
from sellers.models import Consent, ConsentLink, Producer, Seller

if TYPE_CHECKING:
    from market.accounts.models import User
    from market.regions.models import Village

MOST_A_DAY, MOST_FOR_ONE = 60, 3
"""Messages, each paid for by the house: of one hub, questions and what it recorded, each; and about one producer."""


class PhoneOfTheHub(Exception):
    """The number is of somebody who acts for the hub: nobody says yes to herself."""


class NumberStays(Exception):
    """Her consent holds, and this is another number than hers: her own way to take it back would be gone."""


class AskedTooOften(Exception):
    """So many questions have gone out today, to her or from this hub, that no more are sent."""


class NotAsked(Exception):
    """Nobody has asked, it was answered, or it was too long ago."""


class OtherWords(Exception):
    """Since her page was opened the hub has asked again, in other words than those before her."""


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
    in_turn(producer)
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
    tell_her(link_of(producer), "consent_recorded", key=f"{of_hub}{producer.pk}:{rest}")


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
    in_turn(producer)
    is_new = bool(producer.phone) and producer.phone != phone
    if is_new and Consent.objects.between(producer, producer.seller_id).live(now).exists():
        raise NumberStays(phone)
    Producer.objects.filter(pk=producer.pk).update(phone=phone)
    producer.phone = phone
    link = link_of(producer)
    asked, day = f"consent_asked:{producer.seller_id}:", timezone.localdate(now)
    rest = f"{phone}:{link.secret[:6]}:{day}"  # back at a number of before, her code is another one
    _ration(f"{asked}{producer.pk}:", rest, MOST_FOR_ONE, day)
    _ration(asked, f"{producer.pk}:{rest}", MOST_A_DAY, day)
    link.asked_at, link.asked_by, link.answered_at = now, by, None
    link.words_version = newest_version()
    link.save()
    code = link.reply_code() if takes_replies() else ""
    tell_her(link, "consent_asked", key=f"{asked}{producer.pk}:{rest}", code=code)
    return link


def _ration(asked: str, rest: str, most: int, day: date) -> None:
    """Let no more than so many messages whose keys begin like this go out in one day; the same again is none."""
    today = Message.objects.filter(key__startswith=asked, key__endswith=f":{day}").exclude(key=asked + rest)
    if today.count() >= most:
        raise AskedTooOften


@transaction.atomic
def answer_question(
    *, link: ConsentLink, is_agreed: bool, now: datetime, way: str, answer: str, version: str | None = None
) -> Consent | None:
    """Keep what a producer answered herself, by `way` and in which words, and tell the hub; None when she said no.

    `version` is that of the words which lay before her, where that is known; no is no to any.

    Raises:
        NotAsked: nothing waits for her answer.
        OtherWords: she would agree to other words than she read.
    """
    in_turn(link.producer)
    locked = ConsentLink.objects.select_for_update(of=("self",)).select_related("producer__village").get(pk=link.pk)
    if not locked.waits(now):
        raise NotAsked
    if is_agreed and version not in (None, locked.words_version):
        raise OtherWords
    locked.answered_at = now
    locked.refused_at = locked.refused_at if is_agreed else now
    locked.save(update_fields=["answered_at", "refused_at"])
    producer = locked.producer
    said = {"way": way, "version": locked.words_version, "answer": answer}
    consent = record_consent(producer=producer, by=None, now=now, **said) if is_agreed else None
    tell_hub(producer, "consent_given" if is_agreed else "consent_refused", now)
    return consent


def _refuse_own_phone(shop: Seller, phone: str) -> None:
    if phone and shop.partner.users.filter(phone=phone).exists():
        raise PhoneOfTheHub(phone)
