"""A file of goods is kept, and read by a worker piece by piece; each row is listed once, or told what is wrong."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from market.outbox.actions import record_effect
from market.pictures.actions import take_picture
from market.pictures.pipeline import TooBusy, UnusablePicture
from sellers.acting import NoConsent, act_for, check_acting
from sellers.actions.about import describe_product
from sellers.actions.consent import MakerKnown, add_maker
from sellers.actions.goods import is_listed, list_product
from sellers.actions.pelapak import maker_who_sells, pelapak_of
from sellers.actions.pictures import add_picture
from sellers.bulk.checking import WhoseIsIt, answers_of, maker_named, photos_named, reference_of, twins_in
from sellers.bulk.photos import NoSuchPhoto, Photos
from sellers.bulk.reading import read_goods
from sellers.bulk.rows import COLUMNS, Row, UnreadableFile
from sellers.categories import guess_category
from sellers.models import GoodsFile, GoodsRow, Pelapak, Producer, Seller
from sellers.permit_models import private_storage

if TYPE_CHECKING:
    from django.core.files import File

    from catalogue.models import Category
    from market.accounts.models import User
    from market.pictures.models import Picture

AT_ONCE = 40.0
"""Seconds after which a worker puts the rest on the table anew; a task may take 90 at most."""

NOT_OPEN = "Toko ini sedang tidak bisa menambah produk."
LIKE_ANOTHER = "Sama dengan baris {}: produsen, nama, dan satuannya. Bedakan namanya, misalnya dengan beratnya."
Outcome = GoodsRow.Outcome


@transaction.atomic
def send_goods(*, shop: Seller, by: User, file: File, photos: File | None, **defaults: object) -> GoodsFile:
    """Keep a file of goods with its photos and have it read; `defaults` is what rows leave out."""
    goods = GoodsFile(seller=shop, sent_by=by, name=str(file.name)[-100:], **defaults)
    goods.file.save("produk", file, save=False)
    if photos is not None:
        goods.photos.save("foto.zip", photos, save=False)
    goods.save()
    _go_on(goods, done=0)
    return goods


def read_on(goods: GoodsFile, *, seconds: float = AT_ONCE) -> None:
    """Take the rows that nobody has taken yet, for so long; what is left is asked for anew. It may run twice."""
    if goods.state != GoodsFile.State.WAITING:
        return
    began = time.monotonic()
    try:
        rows, photos = _opened(goods)
    except UnreadableFile as unreadable:
        _finish(goods, GoodsFile.State.UNREADABLE, str(unreadable))
        return
    taken = set(goods.rows.values_list("number", flat=True))
    left, twins = [row for row in rows if row.number not in taken], twins_in(rows)
    for done, row in enumerate(left, start=1):
        _take(goods, row, photos, twins.get(row.number))
        if done < len(left) and time.monotonic() - began > seconds:
            _go_on(goods, done=len(taken) + done)
            return
    _finish(goods, GoodsFile.State.DONE, "")


def _opened(goods: GoodsFile) -> tuple[list[Row], Photos]:
    shop = Seller.objects.select_related("partner__village").get(pk=goods.seller_id)
    goods.seller = shop
    if not shop.is_listing or not shop.partner.users.filter(pk=goods.sent_by_id).exists():
        raise UnreadableFile(NOT_OPEN)
    with goods.file.open("rb") as kept:
        rows = read_goods(kept.read())
    if goods.how_many != len(rows):
        GoodsFile.objects.filter(pk=goods.pk).update(how_many=len(rows))
        goods.how_many = len(rows)
    return rows, Photos(goods.photos.open("rb") if goods.photos else None)


def _take(goods: GoodsFile, row: Row, photos: Photos, twin: int | None) -> None:
    """Take one row: all of it or nothing, with its line in the report."""
    told = GoodsRow(file=goods, number=row.number)
    told.title, told.maker = row.said.get("title", "")[:200], row.said.get("producer", "")[:200]
    if row.is_off:
        told.outcome = Outcome.OFF
    elif twin:
        told.outcome, told.troubles = Outcome.WRONG, {COLUMNS["title"]: LIKE_ANOTHER.format(twin)}
    else:
        _judge(goods, row, photos, told)
    with transaction.atomic():
        GoodsRow.objects.bulk_create([told], ignore_conflicts=True)


def _judge(goods: GoodsFile, row: Row, photos: Photos, told: GoodsRow) -> None:
    """List a row that is right, and say of every other what is wrong in which column."""
    answers, troubles = answers_of(row, goods)
    try:
        told.pelapak = pelapak_of(goods.seller, row)
        maker = _maker(goods, row, told.pelapak)
        told.maker = maker.name
        if not troubles and is_listed(maker, reference := reference_of(row, maker, answers)):
            told.outcome = Outcome.KNOWN
            return
        check_acting(by=goods.sent_by, producer=maker, now=timezone.now())
    except WhoseIsIt as unknown:
        troubles[COLUMNS[unknown.column]] = str(unknown)
    except NoConsent as refused:
        troubles[COLUMNS["producer"]] = str(refused)
    pictures = _pictures(goods, row, photos, troubles)
    if not troubles:
        try:
            category = guess_category(answers["title"], row.said.get("category", ""))
            told.product_id = _list(goods, maker, answers, reference, category, pictures)
        except NoConsent as refused:  # taken back in this very moment
            troubles[COLUMNS["producer"]] = str(refused)
    told.outcome, told.troubles = (Outcome.WRONG if troubles else Outcome.LISTED), troubles


def _maker(goods: GoodsFile, row: Row, pelapak: Pelapak | None) -> Producer:
    shop = goods.seller
    makers = list(shop.producers.select_related("village", "seller", "user").order_by("pk"))
    if pelapak is not None:
        return maker_who_sells(pelapak, makers)
    try:
        return maker_named(shop, row, makers)
    except WhoseIsIt as unknown:
        name = row.said.get("producer", "")
        if not goods.adds_makers or unknown.column != "producer" or not name or not shop.is_hub:
            raise
        village = shop.partner.village
        try:
            return add_maker(shop=shop, name=name[:100], village=village, makes=row.said.get("title", "")[:200])
        except MakerKnown as known:
            return known.producer


def _pictures(goods: GoodsFile, row: Row, photos: Photos, troubles: dict[str, str]) -> list[Picture]:
    """Take in the photos of a row that is right so far; what is wrong with one is said in its column."""
    column, named = COLUMNS["photo"], photos_named(row)
    if not named:
        troubles.setdefault(column, "Tulis nama fotonya, dan masukkan fotonya ke dalam zip.")
    taken: list[Picture] = []
    try:
        files = [photos.photo(name) for name in named]
        if not troubles:
            taken = [take_picture(upload=file, title=row.said["title"], by=goods.sent_by) for file in files]
    except TooBusy:
        raise  # nothing is wrong with the photo: the effect comes again
    except (NoSuchPhoto, UnusablePicture) as unusable:
        troubles.setdefault(column, str(unusable))
    return taken


@transaction.atomic
def _list(
    goods: GoodsFile,
    maker: Producer,
    answers: dict,
    reference: str,
    category: Category | None,
    pictures: list[Picture],
) -> int:
    how_made = answers.pop("how_made")
    act = {"by": goods.sent_by, "what": "menambah produk dari berkas", "now": timezone.now()}
    act_for(producers=[maker], thing=answers["title"], thing_id=reference, **act)
    product = list_product(
        producer=maker,
        picture=pictures[0],
        category=category,
        by=goods.sent_by,
        reference=reference,
        **answers,
    )
    if how_made:
        describe_product(product=product, how_made=how_made, is_made_to_order=False, ships_abroad=False)
    for picture in pictures[1:]:
        add_picture(product=product, picture=picture)
    return int(product.pk)


def _go_on(goods: GoodsFile, *, done: int) -> None:
    key = f"sellers.read_goods:{goods.pk}:{done}"
    record_effect(kind="sellers.read_goods", key=key, payload={"goods": goods.pk})


def _finish(goods: GoodsFile, state: GoodsFile.State, words: str) -> None:
    """Close a file; what it said is in its rows, so its bytes are not kept."""
    names = [file.name for file in (goods.file, goods.photos) if file]
    goods.state, goods.words, goods.done_at, goods.file, goods.photos = state, words, timezone.now(), "", ""
    goods.save(update_fields=["state", "words", "done_at", "file", "photos"])
    for name in names:
        transaction.on_commit(partial(private_storage().delete, name))
