"""Editing without a signal: fields with the value that was seen before, prices that two wrote, further photos."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import Http404

from sellers.access import own_product, own_size
from sellers.actions import SizeExists, add_pictures
from sellers.forms import ProductForm, SizeForm
from sellers.registers.merge import Author, Change
from sellers.registers.photos import MOST_PICTURES
from sellers.sync.behalf import for_maker_of
from sellers.sync.edits import fields_of, write_fields
from sellers.sync.goods import usable_photos
from sellers.sync.kinds import Done, NeedsAttention, Work, does
from sellers.sync.questions import answer_price, question_of
from sellers.sync.reading import STRANGE, TO_MEND, answers, typed, whole
from sellers.sync.uploads import note_use

if TYPE_CHECKING:
    from django.forms import Form

    from catalogue.models import Product

NO_PRODUCT = "Produk ini tidak ada di toko Anda."
EXISTS = "Ukuran atau rasa ini sudah ada. Pakai sebutan lain."
OTHER_FIELD = "Bagian ini tidak bisa diubah pada produk ini. Muat ulang daftar produk."
OVERTAKEN = " Sebagian sudah diubah sesudahnya di tempat lain: lihat “Perlu dilihat”."
NO_ROOM = f" Produk ini sudah punya {MOST_PICTURES} foto; yang lain disimpan: lihat “Perlu dilihat”."


@does("edit_product")
def edit_one(work: Work) -> Done:
    """Write the fields that were changed, and put further photos with those that are there."""
    thing = thing_of(work)
    changes = _changes(work, thing)
    uploads = usable_photos(work) if work.data.get("photos") else []
    author = Author(by=work.user, made_at=work.made_at, operation=work.id)
    in_her_name = for_maker_of(thing, work, what="mengubah produk")
    pictures = note_use(uploads, title=thing.title, now=work.now)
    try:
        written = write_fields(thing=thing, changes=changes, author=author)
    except SizeExists:
        raise NeedsAttention(EXISTS, {"title": EXISTS}) from None
    is_first = work.data.get("first") is True
    overtaken, words = written.overtaken, f"{written.product.get_title()} tersimpan{in_her_name}."
    words += OVERTAKEN if overtaken else ""
    if pictures and not add_pictures(
        product=thing.parent or thing, pictures=pictures, author=author, is_first=is_first
    ):
        overtaken, words = [*overtaken, "photos"], words + NO_ROOM
    return Done(words=words, result={"product": thing.pk, "overtaken": overtaken})


@does("choose_price")
def choose_price(work: Work) -> Done:
    """Settle which of several prices holds; it may also be a new one."""
    question = question_of(work.shop, whole(work.data, "question", words=NO_PRODUCT))
    if not question.asks_price:
        raise Http404
    form = ProductForm(typed(work.data, "price"), user=work.user, needs_photo=False)
    _keep_only(form, {"price"})
    price = answers(form)["price"]
    author = Author(by=work.user, made_at=work.made_at, operation=work.id)
    in_her_name = for_maker_of(question.product, work, what="memilih harga")
    thing = answer_price(question=question, price=price, author=author, now=work.now)
    return Done(words=f"Harga {thing.get_title()} tersimpan{in_her_name}.", result={"product": thing.pk})


def thing_of(work: Work) -> Product:
    """Return the product or the size that an operation names. Raises Http404 for what is not this shop's."""
    number = whole(work.data, "product", words=NO_PRODUCT)
    try:
        return own_product(work.shop, number)
    except Http404:
        return own_size(work.shop, number)


def _changes(work: Work, thing: Product) -> list[Change]:
    """Return what was changed, read through the form that the page has for it; what is as it was is no change."""
    sent = work.data.get("changes", {})
    if not isinstance(sent, dict) or not all(isinstance(each, dict) for each in sent.values()):
        raise NeedsAttention(TO_MEND.format(first=STRANGE))
    if strange := [name for name in sent if name not in fields_of(thing)]:
        raise NeedsAttention(OTHER_FIELD, dict.fromkeys(strange, OTHER_FIELD))
    form = form_for(thing, work, {name: each.get("value") for name, each in sent.items()})
    read = answers(form)
    changes = [
        Change(field=name, base=seen(form, name, each.get("base")), value=str(read[_asked_as(thing, name)]))
        for name, each in sent.items()
    ]
    return [change for change in changes if change.base != change.value]


def form_for(thing: Product, work: Work, values: dict[str, Any]) -> Form:
    """Return the page's form for a product or a size, asking for nothing but these values."""
    data = {_asked_as(thing, name): value for name, value in typed(values, *values).items()}
    form: Form = SizeForm(data) if thing.is_child else ProductForm(data, user=work.user, needs_photo=False)
    _keep_only(form, {_asked_as(thing, name) for name in values})
    return form


def seen(form: Form, name: str, base: object) -> str | None:
    """Return what a writer saw before, as a register keeps it; None where nobody can tell."""
    field = form.fields.get(name) or form.fields.get("label")
    if field is None or isinstance(base, bool) or not isinstance(base, str | int):
        return None
    try:
        return str(field.clean(str(base)))
    except ValidationError:
        return str(base)


def _asked_as(thing: Product, name: str) -> str:
    return "label" if thing.is_child and name == "title" else name


def _keep_only(form: Form, names: set[str]) -> None:
    for name in set(form.fields) - names:
        del form.fields[name]
