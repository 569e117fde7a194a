"""A new producer, and her word that the hub may sell for her, written down without a signal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.datastructures import MultiValueDict

from sellers.acting import needs_consent
from sellers.actions.consent import (
    AskedTooOften,
    MakerKnown,
    PhoneOfTheHub,
    TakenBack,
    add_maker,
    record_consent,
)
from sellers.actions.consent_ends import withdraw_consent
from sellers.agreement import LASTS, is_known, kept_words
from sellers.forms_makers import (
    OWN_PHONE,
    TOO_MANY_TODAY,
    MakerForm,
    ReadOutForm,
    SpokenConsentForm,
    WithdrawConsentForm,
)
from sellers.models import Consent
from sellers.permit_models import private_storage
from sellers.sync.kinds import Done, NeedsAttention, Newer, NotNow, PhotosMissing, Work, does
from sellers.sync.makers import named_producer
from sellers.sync.reading import TO_MEND, answers, typed
from sellers.sync.recordings import recording_in
from sellers.sync.uploads import is_hash, paper_of, use_paper, use_recording
from sellers.upload_models import Upload

if TYPE_CHECKING:
    from sellers.models import Producer

ASKED = ("name", "village-cari", "village", "village-untuk", "makes", "phone")
HUBS_ONLY = "Hanya BUMDes yang mencatat produsen dan persetujuannya."
NO_PAPER = "Ambil foto suratnya, atau rekam suaranya."
HERSELF = "Ini barang Anda sendiri. Tidak perlu persetujuan."
WRONG_CLOCK = "Jam HP salah waktu ini dicatat. Betulkan jamnya, lalu catat lagi."
AGREED_SINCE = "Tercatat. {} setuju lagi sesudah itu, jadi persetujuannya yang baru tetap berlaku."
NONE_HELD = "Tercatat: {} tidak setuju. Tidak ada persetujuan yang masih berlaku."
TAKEN_BACK = "Persetujuan {} sudah ditarik."
WAIT_FOR_PAPER = "Foto suratnya dikirim dulu."
BY_PHONE = {
    Consent.Withdrawn.ASKED.value: Consent.Withdrawn.ASKED_BY_PHONE,
    Consent.Withdrawn.STOPPED.value: Consent.Withdrawn.STOPPED_BY_PHONE,
}


@does("add_maker")
def add_one(work: Work) -> Done:
    """Write down a producer of a hub; who is known already stays as she is, and is the one that is meant."""
    _check_hub(work)
    said = answers(MakerForm(typed(work.data, *ASKED)))
    try:
        maker = add_maker(shop=work.shop, **said)
    except PhoneOfTheHub:
        raise NeedsAttention(TO_MEND.format(first=OWN_PHONE), {"phone": OWN_PHONE}) from None
    except MakerKnown as known:
        if not needs_consent(by=work.user, producer=known.producer):
            raise NeedsAttention(str(known), {"name": str(known)}) from None
        return Done(words=f"{known} Yang baru Anda tulis tidak disimpan.", result={"producer": known.producer.pk})
    return Done(words=f"{maker.name} tercatat.", result={"producer": maker.pk})


@does("record_consent")
def record_one(work: Work) -> Done:
    """Keep the word of a producer as of when she gave it: a photo of what she signed, or her voice."""
    _check_hub(work)
    maker = _asked(work)
    said = typed(work.data, "version", "was_read")
    if said.get("version") and not is_known(said["version"]):
        raise Newer
    if work.made_at + LASTS <= work.now:
        raise NeedsAttention(WRONG_CLOCK)
    way, file = _paper(work, said) if work.data.get("voice") is None else _spoken(work, said)
    try:
        shown = {"way": way, "version": said["version"], "file": file}
        consent = record_consent(producer=maker, by=work.user, now=work.now, given_at=work.made_at, **shown)
    except (TakenBack, AskedTooOften) as refused:
        if way == Consent.Way.VOICE:
            private_storage().delete(file)  # the paper's photo is still with what was sent
        if isinstance(refused, AskedTooOften):
            raise NotNow(TOO_MANY_TODAY) from None
        raise NeedsAttention(str(refused)) from None
    return Done(words=kept_words(consent))


@does("withdraw_consent")
def withdraw_one(work: Work) -> Done:
    """Take back the word of a producer as of when she said no, or the hub stopped; what she agreed to later stays."""
    _check_hub(work)
    maker = _asked(work)
    how = BY_PHONE[answers(WithdrawConsentForm(typed(work.data, "why")))["why"]]
    is_likely = work.made_at + LASTS > work.now  # otherwise the phone's clock was wrong, and her no holds from now on
    said_at = work.made_at if is_likely else work.now
    many = withdraw_consent(producer=maker, hub=work.shop, by=work.user, how=how, now=work.now, said_at=said_at)
    if Consent.objects.between(maker, work.shop.pk).live(work.now).exists():
        return Done(words=AGREED_SINCE.format(maker.name))
    return Done(words=(TAKEN_BACK if many else NONE_HELD).format(maker.name))


def _check_hub(work: Work) -> None:
    if not work.shop.is_hub:
        raise NeedsAttention(HUBS_ONLY)


def _asked(work: Work) -> Producer:
    maker = named_producer(work)
    if not needs_consent(by=work.user, producer=maker):
        raise NeedsAttention(HERSELF)
    return maker


def _paper(work: Work, said: dict[str, str]) -> tuple[str, str]:
    """Return the way and the name of a paper's photo in the private store."""
    answers(ReadOutForm(said))
    named = work.data.get("photos")
    [sha256] = named if isinstance(named, list) and len(named) == 1 else [None]
    if not is_hash(sha256):
        raise NeedsAttention(NO_PAPER, {"photos": NO_PAPER})
    upload = paper_of(owner=work.user, sha256=sha256)
    if upload is None:
        raise PhotosMissing(WAIT_FOR_PAPER, missing=[sha256])
    if upload.state == Upload.State.UNUSABLE:
        raise NeedsAttention(upload.words, {"photos": upload.words})
    return Consent.Way.PAPER, use_paper(upload)


def _spoken(work: Work, said: dict[str, str]) -> tuple[str, str]:
    """Return the way and the name of a recording in the private store, checked and kept as on the page."""
    upload = recording_in(work)
    if upload is None:
        raise NeedsAttention(NO_PAPER, {"voice": NO_PAPER})
    answers(ReadOutForm(said))
    sound: UploadedFile[Any] = SimpleUploadedFile("suara", use_recording(upload))
    files = MultiValueDict({"voice": [sound]})
    form = SpokenConsentForm(said, files, user=work.user)
    answers(form)
    return Consent.Way.VOICE, form.file
