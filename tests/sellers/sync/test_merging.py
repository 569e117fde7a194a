"""Three phones edit the same goods without a signal and send it: any order ends the same, no edit is forgotten."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.models import Product
from market.inbox.models import Arrival
from market.shop.partner.models import Partner, StockRecord
from sellers.models import StockChange, VoiceNote, Write
from sellers.registers.photos import MOST_PICTURES
from sellers.sync.edits import values_of
from sellers.sync.questions import questions_of
from tests.sellers.conftest import listed, signed_in, sized
from tests.sellers.sync.made_up_days import DAY, DAYS, MINUTE, OF_THE_SIZE, PAGES, PHOTOS, STOCK, VOICES, Shop, work_of
from tests.sellers.sync.phone import client_of, hash_of, made, post, send_photo, send_recording, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("light")]
ORDERS = st.lists(st.randoms(use_true_random=False), min_size=2, max_size=2)
MADE_ONCE = [HealthCheck.function_scoped_fixture]
WHEN = st.lists(st.integers(0, 12), min_size=3, max_size=3)
Outcome = dict[str, Any]


@pytest.fixture
def shop(siti, amplang) -> Shop:
    """Return Siti's shop on a morning: her photos have come, a price was written on two phones the day before, and
    "sold out" was said where nothing was left."""
    client, before = client_of(siti.user), round(time.time() * 1000) - 2 * DAY
    for sent in PHOTOS:
        send_photo(client, sent)
    for place, price in enumerate(("28000", "29000")):
        data = {"product": amplang.pk, "changes": {"price": {"base": "25000", "value": price}}}
        told(client, made(siti.user, "edit_product", data, made_at=before + place * MINUTE))
    [question] = questions_of(siti.seller)
    size, gone = sized(listed(siti, title="Kerupuk")), {"product": amplang.pk, "sold_out": True, "seen": 0}
    told(client, made(siti.user, "change_stock", gone, made_at=before + 10 * MINUTE))
    asked, mark = question.number, StockChange.objects.get().pk
    return Shop(user=siti.user, product=Product.objects.get(pk=amplang.pk), size=size, question=asked, mark=mark)


def change_on_page(shop: Shop, page: str, client: Client) -> None:
    """Send one page's form as it was opened in the morning, with one answer changed."""
    match page:
        case "packaging":
            names = {
                "title": "Amplang ikan pipih",
                "unit_of_sale": "bungkus",
                "packaging": "plastik",
                "price": "29000",
            }
            shown = {**names, "stock": str(STOCK), "shipping_weight_g": "300"}
            where, said = reverse("workshop:edit", args=[shop.product.pk]), {**shown, "packaging": "daun"}
        case "weight of the size":
            shown = {"label": "500 g", "price": "45000", "stock": "4", "shipping_weight_g": "600"}
            where, said = reverse("workshop:edit_size", args=[shop.size.pk]), {**shown, "shipping_weight_g": "700"}
        case "another size":
            shown, where = {}, reverse("workshop:add_size", args=[shop.size.parent_id])
            said = {"label": "1 kg", "price": "80000", "stock": "2", "shipping_weight_g": "1100"}
        case _:
            shown, where, said = {}, reverse("workshop:pause"), {"reason": "tanpa_sinyal"}
    answer = client.post(where, {**said, **{f"initial-{name}": value for name, value in shown.items()}})
    assert answer.status_code == 302, answer.content.decode()


def arrive(shop: Shop, phones: list[Client], work: list[Any], pages: list[tuple[int, str]]) -> Outcome:
    """Let phones and pages send, in this order; return all that it has led to, and undo it."""
    with transaction.atomic():
        known, hers = Arrival.objects.count(), signed_in(shop.user)
        for place, (phone, operation) in enumerate([*work, (0, None)]):
            for when, page in pages:
                if min(when, len(work)) == place:
                    change_on_page(shop, page, hers)
            if operation:
                take(phones[phone], operation)
        assert Arrival.objects.count() == known + len(work)
        outcome = outcome_of(shop)
        transaction.set_rollback(True)
    return outcome


def take(phone: Client, operation: dict[str, Any]) -> None:
    """Send one operation as a phone does: its recording first."""
    for sound in VOICES if operation["kind"] == "set_voice" else []:
        if hash_of(sound) == operation["data"]["voice"]:
            assert send_recording(phone, sound).json()["done"]
    answer = post(phone, operation, **{"X-Sent-At": str(round(time.time() * 1000))})
    said = answer.json()
    assert (answer.status_code, said["id"], said["state"]) == (200, operation["id"], "done"), said


def outcome_of(shop: Shop) -> Outcome:
    whole, size = Product.objects.get(pk=shop.product.pk), Product.objects.get(pk=shop.size.pk)
    partner, note = Partner.objects.get(pk=whole.seller_id), VoiceNote.objects.filter(product=whole).first()
    writes = Write.objects.filter(shop_id=partner.pk).order_by("product_id", "field", "made_at", "operation")
    in_order = whole.images.order_by("display_order").select_related("original")
    offers = StockRecord.objects.filter(product__in=[whole, size]).order_by("product_id")
    return {
        "values": {whole.pk: values_of(whole), size.pk: values_of(size)},
        "sizes": sorted(size.parent.children.values_list("title", flat=True)),
        "photos": [image.original.file_hash for image in in_order],
        "voice": note and (note.sha256, note.seconds, note.file.storage.exists(str(note.file))),
        "leave": (partner.is_paused, partner.pause_reason),
        "stock": [(offer.net_stock_level, offer.owed) for offer in offers],
        "counts": sorted(StockChange.objects.values_list("product", "operation", "delta")),
        "writes": [(row.product_id, row.field, _said_by(row), row.base, row.value, row.is_lost) for row in writes],
        "let go": sorted(_said_by(row) for row in writes if row.seen_at),
    }


def _said_by(row: Write) -> str:
    """Return the operation, the same for whatever page wrote it."""
    return row.operation if row.operation[14:15] in ("7", "") else "page"


@settings(max_examples=8, suppress_health_check=MADE_ONCE)
@given(taps=DAYS, pages=PAGES, when=WHEN, orders=ORDERS)
def test_it_ends_the_same_in_every_order_and_every_losing_edit_has_its_record(shop, taps, pages, when, orders):
    check_all_orders(shop, taps, list(zip(when, pages, strict=False)), orders)


@pytest.mark.prove
@settings(max_examples=300, suppress_health_check=MADE_ONCE)
@given(taps=DAYS, pages=PAGES, when=WHEN, orders=ORDERS)
def test_it_ends_the_same_in_every_order_three_hundred_times(shop, taps, pages, when, orders):
    check_all_orders(shop, taps, list(zip(when, pages, strict=False)), orders)


def check_all_orders(shop: Shop, taps: list[Any], pages: list[tuple[int, str]], orders: list[Any]) -> None:
    work = work_of(taps, shop)
    phones = [client_of(shop.user) for _ in range(3)]
    assert len({phone.session.session_key for phone in phones}) == 3, "each device is signed in by itself"
    first = arrive(shop, phones, work, pages)
    assert arrive(shop, phones, work[::-1], pages) == first
    for random in orders:
        shuffled, at = list(work), [random.randint(0, 12) for _ in pages]
        random.shuffle(shuffled)
        assert (
            arrive(shop, phones, shuffled, [(when, page) for when, (_, page) in zip(at, pages, strict=True)]) == first
        )
    check_fields(shop, work, pages, first)
    check_voice(shop, work, first)
    check_photos(work, first)
    check_counts(shop, work, first)


def check_fields(shop: Shop, work: list[Any], pages: list[tuple[int, str]], end: Outcome) -> None:
    edits = [
        (one["data"]["product"], field, one["id"], change["value"])
        for _, one in work
        for field, change in one["data"].get("changes", {}).items()
        if change["base"] != change["value"]
    ]
    chosen = [(shop.product.pk, "price", one["id"], one["data"]["price"]) for _, one in work if "price" in one["data"]]
    fields = [
        row for row in end["writes"] if row[1] in ("title", "unit_of_sale", "packaging", "price", "shipping_weight_g")
    ]
    ids = {one["id"] for _, one in work}
    assert sorted((*row[:3], row[4]) for row in fields if row[2] in ids) == sorted([*edits, *chosen]), (
        "each has its row"
    )
    for product, field, operation, _, value, is_lost in fields:
        if value == end["values"][product][field]:
            assert not is_lost, "what stands is not lost"
        elif operation in ids and not any(row[:2] == (product, field) and row[3] == value for row in fields):
            assert is_lost, "what nobody saw and does not stand is"
    leaves = sorted(one["id"] for _, one in work if one["kind"] in ("pause_shop", "open_shop"))
    assert sorted(row[2] for row in end["writes"] if row[1] == "leave" and row[2] in ids) == leaves
    if "leave" in [page for _, page in pages]:
        assert end["leave"] == (True, "tanpa_sinyal"), "the page was the last to say so"


def check_voice(shop: Shop, work: list[Any], end: Outcome) -> None:
    spoken = sorted((one["made_at"], one["id"], one["data"]) for _, one in work if one["kind"] == "set_voice")
    rows = {row[2]: row for row in end["writes"] if row[1] == "voice"}
    assert rows.keys() == {id for _, id, _ in spoken}, "each recording has its row"
    if spoken:
        stands = spoken[-1][2]["voice"]
        assert end["voice"][::2] == (stands, True), "the last is heard, and its file is there"
        for place, (_, id, data) in enumerate(spoken):
            is_known = any(later.get("base") == data["voice"] for _, _, later in spoken[place + 1 :])
            assert rows[id][5] == (data["voice"] != stands and not is_known)


def check_photos(work: list[Any], end: Outcome) -> None:
    sent = sorted((one["made_at"], one["id"], one["data"]) for _, one in work if "photos" in one["data"])
    ids = {id for _, id, _ in sent}
    rows = [row for row in end["writes"] if row[1] == "photo"]
    names = {row[2]: row[4] for row in rows}
    put_in = list(
        dict.fromkeys(names[f"{id}.{place}"] for _, id, data in sent for place in range(len(data["photos"])))
    )
    listed_with = [row[4] for row in rows if row[2][:-2] not in ids]
    shown = [*listed_with, *put_in][:MOST_PICTURES]
    waiting = {row[4] for row in rows if row[5]}
    assert waiting == {*put_in} - {*shown}, "each photo is shown or waits for room"
    said = [names[f"{id}.0"] for _, id, data in sent if data.get("first")]
    main = [name for name in said if name in shown][-1:]
    if sent:
        assert end["photos"] == [*main, *(name for name in shown if name not in main)]


def check_counts(shop: Shop, work: list[Any], end: Outcome) -> None:
    counted = {one["id"]: one["data"] for _, one in work if one["kind"] == "change_stock"}
    in_time = [one["data"] for _, one in sorted(work, key=lambda one: (one[1]["made_at"], one[1]["id"]))]
    assert {operation for _, operation, _ in end["counts"]} >= counted.keys(), "each count has its row"
    assert len(end["counts"]) == len(counted) + 1, "and the mark of before"
    for thing, before, (left, owed) in zip((shop.product, shop.size), (STOCK, OF_THE_SIZE), end["stock"], strict=True):
        mine = [data for data in in_time if data.get("product") == thing.pk and data.keys() & {"sold_out", "delta"}]
        assert left - owed == before + _changed_by(mine)
        assert left >= 0
        assert not (left and owed)


def _changed_by(counts: list[Any]) -> int:
    """Return what counts come to in the order of time; marks with nothing new between them take away what any saw."""
    total, gone = 0, 0
    for data in counts:
        if data.get("sold_out"):
            total, gone = total - max(0, data["seen"] - gone), max(gone, data["seen"])
        else:
            total, gone = total + data["delta"], 0 if data["delta"] > 0 else gone
    return total
