"""Listing without a signal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sellers.acting import hold_consent
from sellers.actions import add_pictures, describe_product, list_product
from sellers.categories import guess_category
from sellers.forms import ProductForm
from sellers.forms_trust import AboutForm
from sellers.registers.merge import Author
from sellers.registers.photos import MOST_PICTURES
from sellers.sync.behalf import for_maker_of
from sellers.sync.kinds import Done, NeedsAttention, PhotosMissing, Sent, Work, does
from sellers.sync.makers import named_producer
from sellers.sync.reading import answers, typed
from sellers.sync.recordings import keep_recording, recording_in
from sellers.sync.uploads import is_hash, note_use, photos_of
from sellers.upload_models import Upload

if TYPE_CHECKING:
    from catalogue.models import Product
    from market.pictures.models import Picture

ASKED = ("title", "price", "unit_of_sale", "stock", "packaging", "shipping_weight_g")
NO_PHOTO = "Ambil atau pilih satu foto produk."
TOO_MANY = f"Paling banyak {MOST_PICTURES} foto untuk satu produk."
WAIT_FOR_PHOTOS = "Fotonya dikirim dulu."


@does("list_product")
def list_one(work: Work) -> Done:
    """List a product with its photos, all of them or not at all; an operator looks at it first."""
    given = answers(ProductForm(typed(work.data, *ASKED), user=work.user, needs_photo=False))
    told = typed(work.data, "how_made")
    uploads, recording = usable_photos(work), recording_in(work)
    producer = named_producer(work)
    hold_consent(by=work.user, producer=producer, now=work.now, made_at=work.made_at)
    first, *others = note_use(uploads, title=given["title"], now=work.now)
    product = list_product(
        producer=producer,
        picture=first,
        category=guess_category(given["title"]),
        by=work.user,
        reference=work.id,
        **{name: given[name] for name in ASKED},
    )
    in_her_name = for_maker_of(product, work, what="menambah produk")
    _tell_more(product, told, others, work)
    if recording:
        keep_recording(recording, product, work)
    return Done(
        words=f"{product.title} terkirim{in_her_name}. Petugas akan memeriksanya sebelum tayang.",
        result={"product": product.pk},
    )


def _tell_more(product: Product, told: dict[str, str], others: list[Picture], work: Work) -> None:
    if any(told.values()):
        said = answers(AboutForm(told, user=work.user, product=product))
        about = {name: said[name] for name in ("how_made", "is_made_to_order", "ships_abroad")}
        describe_product(product=product, **about)
    if others:
        author = Author(by=work.user, made_at=work.made_at, operation=work.id)
        add_pictures(product=product, pictures=others, author=author)


def usable_photos(work: Sent) -> list[Upload]:
    """Return the photos that an operation names, in its order, each once.

    Raises:
        NeedsAttention: there is none, there are too many, or one cannot be used; it says why.
        PhotosMissing: some have not come yet.
    """
    hashes = _hashes(work.data.get("photos"))
    come = photos_of(owner=work.user, hashes=hashes)
    for upload in come.values():
        if upload.state == Upload.State.UNUSABLE:
            raise NeedsAttention(upload.words, {"photos": upload.words})
    if missing := [each for each in hashes if each not in come]:
        raise PhotosMissing(WAIT_FOR_PHOTOS, missing=missing)
    return [come[each] for each in hashes]


def _hashes(photos: Any) -> list[str]:
    named = photos if isinstance(photos, list) else []
    hashes = list(dict.fromkeys(each for each in named if is_hash(each)))
    if not hashes or len(hashes) < len({str(each) for each in named}):
        raise NeedsAttention(NO_PHOTO, {"photos": NO_PHOTO})
    if len(hashes) > MOST_PICTURES:
        raise NeedsAttention(TOO_MANY, {"photos": TOO_MANY})
    return hashes
