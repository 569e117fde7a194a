"""A story that was written without a signal: the same questions, limits and sentences as on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from cms.contributed.actions import TooManyStories, send_story
from cms.contributed.forms import StoryForm
from sellers import photos
from sellers.sync.goods import usable_photos
from sellers.sync.kinds import Done, Later, NeedsAttention, Sent, does_for_anybody
from sellers.sync.reading import STRANGE, TO_MEND, answers, typed
from sellers.sync.uploads import note_use

if TYPE_CHECKING:
    from sellers.upload_models import Upload

ASKED = (
    "title", "text", "village", "village-cari", "village-untuk", "naming", "shown_name", "agrees", "people_agree",
)  # fmt: skip
ENOUGH = "Hari ini sudah tiga cerita terkirim. Yang ini tersimpan di HP, dan dikirim sendiri besok."


@does_for_anybody("send_story")
def send_one(sent: Sent) -> Done:
    """Keep a story with its photos, all of it or nothing; the operation's id is the form's, so it comes once."""
    uploads = usable_photos(sent) if sent.data.get("photos") else []
    form = StoryForm({**typed(sent.data, *ASKED), **_slots(sent, uploads)}, user=sent.user)
    _check_slots(form)
    answers(form)
    try:
        kept = send_story(sender=sent.user, reference=UUID(sent.id), words=form.said(), now=sent.now)
    except TooManyStories:
        raise Later(ENOUGH) from None
    note_use(uploads, title=kept.title, now=sent.now)
    words = f"“{kept.title}” terkirim. Petugas membacanya dulu, lalu Anda kami kabari."
    return Done(words=words, result={"story": kept.pk})


def _slots(sent: Sent, uploads: list[Upload]) -> dict[str, str]:
    """Return the photos and what is on each as the page's slots would send them."""
    told = sent.data.get("told", [])
    if not isinstance(told, list) or not all(isinstance(each, str) for each in told):
        raise NeedsAttention(TO_MEND.format(first=STRANGE), {"told1": STRANGE})
    pairs = [*zip(sent.data.get("photos") or [], told, strict=False)]
    said = dict(reversed(pairs))  # of a photo that was picked twice the first words hold
    found: dict[str, str] = {}
    for number, upload in enumerate(uploads, start=1):
        if upload.picture:
            found[f"foto{number}-kept_photo"] = photos.token_of(upload.picture, user=sent.user)
            found[f"foto{number}-told"] = said.get(upload.sha256, "")
    return found


def _check_slots(form: StoryForm) -> None:
    """Say which photo lacks words, as the app shows the photos: `told2` is the second's."""
    wrong: dict[str, Any] = {}
    for number, slot in enumerate(form.slots, start=1):
        if not slot.is_valid():
            wrong[f"told{number}"] = str(next(iter(slot.errors.values()))[0])
    if wrong:
        also = {name: str(errors[0]) for name, errors in form.errors.items() if name != "__all__"}
        raise NeedsAttention(TO_MEND.format(first=next(iter(wrong.values()))), {**also, **wrong})
