"""A product's photos and their order follow from what was written of them, in whatever order that came.

They lie as they were put in, by the time, then by the operation and the place in it; the last that was said to be the
main one comes before all. What is more than a product may have waits until there is room, or the shop lets it go.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django.utils import timezone

from catalogue.models import ProductImage
from sellers.register_models import Write
from sellers.registers.merge import AT_FIRST, Author, in_time

if TYPE_CHECKING:
    from catalogue.models import Product
    from market.pictures.models import Picture

PHOTO, MAIN = "photo", "main_photo"
MOST_PICTURES = 6


def author_now() -> Author:
    """Return whoever changes photos on a page, at this moment."""
    return Author(by=None, made_at=timezone.now(), operation=str(uuid4()))


def put_in(product: Product, pictures: Iterable[Picture], author: Author, *, is_first: bool) -> bool:
    """Write that pictures were put in with a locked product; return whether it shows one that it did not show.

    With `is_first` the first of them comes before all others.
    """
    _write_as_it_is(product)
    for place, picture in enumerate(pictures):
        _write(product, PHOTO, _name_of(picture), author, place=place, picture=picture)
        if is_first and place == 0:
            _write(product, MAIN, _name_of(picture), author)
    return _show(product)


def take_out(product: Product, picture: Picture, author: Author) -> bool:
    """Write that a picture was taken out; return whether another, which waited for room, is shown now."""
    _write_as_it_is(product)
    _write(product, PHOTO, _name_of(picture), author)
    return _show(product)


def put_first(product: Product, picture: Picture, author: Author) -> bool:
    """Write that a picture comes before all others; return whether one that waited for room is shown now."""
    _write_as_it_is(product)
    _write(product, MAIN, _name_of(picture), author)
    return _show(product)


def replace_first(product: Product, picture: Picture, author: Author) -> None:
    """Write that a picture was put in place of the first, whose room it has from then on."""
    _write_as_it_is(product)
    first = product.images.select_related("original").order_by("display_order", "pk").first()
    base = _name_of(first.original) if first else None
    _write(product, PHOTO, _name_of(picture), author, picture=picture, base=base)
    _write(product, MAIN, _name_of(picture), author)
    _show(product)


def has_waiting(product: Product, author: Author) -> bool:
    """Say whether something that was put in by this operation waits for room."""
    mine = Write.objects.filter(product=product, field=PHOTO, operation__startswith=author.operation)
    return mine.filter(is_lost=True).exists()


def _write(
    product: Product,
    field: str,
    name: str,
    author: Author,
    *,
    place: int = 0,
    picture: Picture | None = None,
    base: str | None = None,
) -> None:
    Write.objects.create(
        shop_id=product.seller_id,
        product=product,
        field=field,
        base=base,
        value=name,
        picture=picture,
        made_at=author.made_at,
        operation=f"{author.operation}.{place}",
        by=author.by,
    )


def _name_of(picture: Picture) -> str:
    return picture.file_hash or f"#{picture.pk}"


def _words_of(product: Product) -> list[Write]:
    return in_time(Write.objects.filter(product=product, field__in=(PHOTO, MAIN)).select_related("picture"))


def _images_of(product: Product) -> list[ProductImage]:
    return list(product.images.select_related("original").order_by("display_order", "pk"))


def _shown_and_waiting(words: list[Write]) -> tuple[list[Write], list[Write]]:
    """Return by which words pictures are shown, in their order, and which of them wait for room."""
    there: dict[str, Write] = {}
    for word in words:
        if word.field == PHOTO and word.picture_id is None:
            there.pop(word.value, None)
        elif word.field == PHOTO:
            there = _with(there, word)
    in_order = list(there.values())
    shown, waiting = in_order[:MOST_PICTURES], in_order[MOST_PICTURES:]
    by_name = {word.value: word for word in shown}
    main = next((by_name[word.value] for word in words[::-1] if word.field == MAIN and word.value in by_name), None)
    return ([main, *(word for word in shown if word != main)] if main else shown), waiting


def _with(there: dict[str, Write], word: Write) -> dict[str, Write]:
    """Return what is there with a picture behind it, or in the room of the one in whose place it was put.

    What the shop has let go of takes no room, and what it was put in place of does not come back.
    """
    if word.seen_at is not None:
        return {name: one for name, one in there.items() if name != word.base}
    if word.base not in there:
        return {**there, word.value: there.get(word.value, word)}
    others = {name: one for name, one in there.items() if name == word.base or name != word.value}
    return dict((word.value, word) if name == word.base else (name, one) for name, one in others.items())


def _show(product: Product) -> bool:
    """Let a product show what was written of it; return whether one of them was not shown before."""
    words = _words_of(product)
    images = {_name_of(image.original): image for image in reversed(_images_of(product))}
    shown, waiting = _shown_and_waiting(words)
    _note_waiting(words, waiting)
    stay = [images[word.value] for word in shown if word.value in images]
    product.images.exclude(pk__in=[image.pk for image in stay]).delete()
    for place, word in enumerate(shown):
        if word.value in images:
            images[word.value].display_order = place
        else:
            ProductImage.objects.create(product=product, original=word.picture, display_order=place)
    ProductImage.objects.bulk_update(stay, ["display_order"])
    return len(stay) < len(shown)


def _note_waiting(words: list[Write], waiting: list[Write]) -> None:
    for word in words:
        is_lost = word in waiting or (word.is_lost and word.seen_at is not None)
        if word.is_lost != is_lost:
            word.is_lost = is_lost
            word.save(update_fields=["is_lost"])


def _write_as_it_is(product: Product) -> None:
    """Write down what a product shows though no word says so: what it was listed with, or staff changed."""
    words, images = _words_of(product), _images_of(product)
    shown = {word.value: word for word in _shown_and_waiting(words)[0]}
    is_new = not any(word.field == PHOTO for word in words)
    for place, image in enumerate(images):
        if _name_of(image.original) not in shown:
            at = AT_FIRST if is_new else image.date_created
            author = Author(by=None, made_at=at, operation=f"{image.pk:010d}" if not is_new else f"{place:03d}")
            _write(product, PHOTO, _name_of(image.original), author, picture=image.original)
    names = [_name_of(image.original) for image in images]
    for word in shown.values():
        if word.value not in names:
            _write(product, PHOTO, word.value, author_now())
    _write_main_as_it_is(product, names)


def _write_main_as_it_is(product: Product, names: list[str]) -> None:
    words = _words_of(product)
    first = next(iter(_shown_and_waiting(words)[0]), None)
    if not names or first is None or first.value == names[0]:
        return
    last = next((word.made_at for word in words[::-1] if word.field == MAIN), AT_FIRST)
    author = Author(by=None, made_at=last + timedelta(microseconds=1), operation=str(uuid4()))
    _write(product, MAIN, names[0], author)
