"""/jual/perlu-dilihat/: prices that were written in two places, edits that others overtook, goods sold twice."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from sellers.access import guard, in_name_of, makers_left_in, makers_of, with_open_shop
from sellers.actions import SizeExists
from sellers.registers.merge import Author
from sellers.registers.photos import MOST_PICTURES
from sellers.sync.parcels import given_twice
from sellers.sync.questions import answer_price, note_seen, oversold_of, question_of, questions_of, use_again
from sellers.sync.voices import NoLongerKept

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from sellers.models import Seller
    from sellers.sync.parcels import GivenTwice
    from sellers.sync.questions import Question

EXISTS = "Ukuran atau rasa ini sudah ada. Pakai sebutan lain."
SEEN = "Dicatat: sudah Anda lihat."
NO_LONGER_KEPT = "Rekaman ini sudah tidak disimpan. Rekam lagi."


@require_safe
@with_open_shop
def to_see(request: HttpRequest, shop: Seller) -> HttpResponse:
    """Show all that this shop has to look at."""
    context = {
        "shop": shop,
        "questions": questions_of(shop),
        "oversold": oversold_of(shop),
        "given_twice": given_twice(shop),
        "most_pictures": MOST_PICTURES,
        "here": "home",
    }
    return render(request, "sellers/to_see.html", context)


@require_POST
@with_open_shop
def settle(request: HttpRequest, shop: Seller, number: int) -> HttpResponse:
    """Take the word on one of them: which value holds, or that it was seen."""
    if given := given_twice(shop, number):
        return _seen_given(request, shop, given[0])
    question = question_of(shop, number)
    guard(request, shop, makers_of(question.product))
    value = request.POST.get("value", "")
    if not value or value not in question.values:
        _seen(request, question)
        return redirect("workshop:to_see")
    try:
        _use(request, question, value)
    except SizeExists:
        messages.error(request, EXISTS)
    except NoLongerKept:
        messages.error(request, NO_LONGER_KEPT)
    return redirect("workshop:to_see")


def _seen_given(request: HttpRequest, shop: Seller, given: GivenTwice) -> HttpResponse:
    makers = makers_left_in(given.order)
    guard(request, shop, makers)
    with in_name_of(request, makers, "melihat serah terima", given.title, given.order.number):
        note_seen([given.word], now=timezone.now())
    messages.success(request, SEEN)
    return redirect("workshop:to_see")


def _seen(request: HttpRequest, question: Question) -> None:
    if question.asks_price:
        messages.error(request, "Pilih dulu harga yang benar.")
        return
    thing = question.product
    with in_name_of(request, makers_of(thing), "membiarkan isian", thing.get_title(), thing.pk):
        note_seen(question.lost, now=timezone.now())
    messages.success(request, SEEN)


def _use(request: HttpRequest, question: Question, value: str) -> None:
    now, thing = timezone.now(), question.product
    author = Author(by=request.user, made_at=now, operation=str(uuid4()))
    with in_name_of(request, makers_of(thing), "memilih isian", thing.get_title(), thing.pk):
        if question.asks_price:
            answer_price(question=question, price=int(value), author=author, now=now)
        else:
            use_again(question=question, value=value, author=author, now=now)
    messages.success(request, f"{thing.get_title()} tersimpan.")
