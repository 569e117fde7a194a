"""What a page leads to or shows that is not there any more: for its readers a dead end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from wagtail.blocks import Block, StreamValue
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.live import fetch
from cms.live.wanted import MAKER, PAGE, PICTURE, PLACE, PRODUCT, RECORDING, VILLAGE, Wanted, asked_by
from cms.review.faults import DEAD, LINK, Fault
from market.open_pages import open_pages

if TYPE_CHECKING:
    from cms.review.checks import Text

GONE = {
    PRODUCT: "Produk yang dipilih di sini sudah tidak dijual",
    MAKER: "Produsen yang dipilih di sini sudah tidak tampil",
    VILLAGE: "Desa yang dipilih di sini sudah tidak ada di daftar resmi",
    PLACE: "Tempat wisata yang dipilih di sini sudah tidak tampil",
    PAGE: "Halaman yang dipilih di sini sudah tidak tampil",
    PICTURE: "Gambar yang dipilih di sini sudah dihapus",
    RECORDING: "Rekaman yang dipilih di sini sudah tidak ada",
}


def gone_links(page: Page, texts: Iterable[Text]) -> Iterator[Fault]:
    """Yield a fault for each link to a page or document of ours that nobody can open; at most a query for each."""
    links = [(text, link) for text in texts for link in text.told.links]
    pages = {link.page for _text, link in links if link.page is not None} - {page.pk}
    documents = {link.document for _text, link in links if link.document is not None}
    there = set(open_pages(Page.objects.filter(pk__in=pages)).values_list("pk", flat=True)) if pages else set()
    kept = set(get_document_model().objects.filter(pk__in=documents).values_list("pk", flat=True)) if documents else ()
    for text, link in links:
        if link.page in pages - there or link.document in documents - set(kept):
            sentence = f"Tautan “{link.words}” menuju halaman yang tidak dapat dibuka. Pilih halaman lain, atau hapus."
            yield Fault(LINK, text.where, sentence, text.block)


def gone_blocks(page: Any) -> Iterator[Fault]:
    """Yield a fault for each chosen thing that may not be shown now; in as many queries as there are kinds of them."""
    body = getattr(page, "body", None)
    chosen = list(_chosen(body)) if isinstance(body, StreamValue) else []
    if not chosen:
        return
    wanted = Wanted()
    for _top, kind, key, _block in chosen:
        wanted.keys[kind].add(key)
    live = fetch(wanted)
    for top, kind, key, block in chosen:
        if live.one(kind, key) is None:
            sentence = f"{top.label}: {GONE[kind]}. Pilih yang lain, atau hapus."
            yield Fault(DEAD, "body", sentence, block)


def gone_stops(page: Any) -> Iterator[Fault]:
    """Yield a fault for each stop of a route at a place that nobody can read about."""
    stops = [stop for stop in page.stops.all() if stop.place_id] if hasattr(page, "stops") else []
    if not stops:
        return
    there = set(open_pages(Page.objects.filter(pk__in={stop.place_id for stop in stops})).values_list("pk", flat=True))
    for number, stop in enumerate(page.stops.all(), 1):
        if stop.place_id and stop.place_id not in there:
            sentence = f"Singgahan ke-{number}: {GONE[PLACE].lower()}. Pilih yang lain, atau hapus."
            yield Fault(DEAD, "stops", sentence)


def _chosen(body: StreamValue) -> Iterator[tuple[Block, str, Any, str]]:
    """Yield each thing that the body shows by its key, not what rules find: a rule may find nothing for a while."""
    for raw in body.raw_data:
        top = body.stream_block.child_blocks.get(raw["type"])
        for block, key in asked_by(top, raw["value"]) if top else ():
            if hasattr(block, "kind_chosen") and not block.keeps_gone:  # type: ignore[attr-defined]
                yield top, block.kind_chosen, key, raw.get("id") or ""
