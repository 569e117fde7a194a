"""/jual/uang/: what the seller earned, what is on its way, what was paid out; a month of it as text to share."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from catalogue.paging import page_of
from market.settlement.statement import MOST, OrderLine, Statement, as_text, seller_statement
from market.shop.order.seller_orders import known_orders_of
from sellers.access import with_own_shop
from sellers.money import earned_by, owed_to, payout_of, refunds_to_give
from sellers.views.payments import private_file

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest

    from sellers.models import Seller

MONTHS_BACK = 24
PAYOUTS_SHOWN = 12
LINES_IN_A_FILE = 5_000
LINES_IN_A_MESSAGE = 40
"""More make a link that phones do not open."""


@dataclass(frozen=True)
class Row:
    """One order's sum, and whether its page is still open to the seller."""

    line: OrderLine
    has_page: bool

    @property
    def commission_owed(self) -> int:
        """What she owes the market of an order that was paid to her."""
        return max(-self.line.from_market, 0) if self.line.is_direct else 0

    @property
    def is_off(self) -> bool:
        """Went all of it back?"""
        return not self.line.due.kept


@require_safe
@with_own_shop
def money(request: HttpRequest, shop: Seller) -> HttpResponse:
    """Show how she stands, and each order's sum."""
    now = timezone.now()
    statement = seller_statement(seller=shop.partner, now=now)
    page = page_of(statement.lines, request.GET.get("page", ""))
    coming = [line for line in statement.lines if not line.is_earned and line.due.kept]
    context = {
        "shop": shop,
        "statement": statement,
        "earned": earned_by(shop.partner),
        "earned_this_month": earned_by(shop.partner, since=timezone.localdate(now).replace(day=1)),
        "owed": owed_to(shop.partner),
        "debt": max(-statement.ready, 0),
        "minimum": settings.PAYOUT_MINIMUM,
        "coming": sum(line.due.kept for line in coming),
        "coming_orders": len(coming),
        "to_give": refunds_to_give(shop.partner).count(),
        "payouts": statement.payouts[:PAYOUTS_SHOWN],
        "rows": _rows(shop, page.items),
        "is_cut": statement.is_cut,
        "page_obj": page,
        "here": "money",
    }
    return render(request, "sellers/money.html", context)


@require_safe
@with_own_shop
def report(request: HttpRequest, shop: Seller) -> HttpResponse:
    """Show a month's statement as text, to be copied, sent or kept."""
    month = _month(request)
    statement = _statement(shop, month)
    context = {
        "shop": shop,
        "month": month,
        "chosen": f"{month:%Y-%m}",
        "months": _months(timezone.localdate()),
        "text": as_text(statement, now=timezone.now()),
        "whatsapp": f"https://wa.me/?{urlencode({'text': _short(statement)})}",
        "count": len(statement.lines),
        "here": "money",
    }
    return render(request, "sellers/report.html", context)


@require_safe
@with_own_shop
def report_file(request: HttpRequest, shop: Seller) -> HttpResponse:
    """Answer a month's statement as a text file."""
    month = _month(request)
    text = as_text(_statement(shop, month, most=LINES_IN_A_FILE), now=timezone.now())
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="uang-{shop.partner.code}-{month:%Y-%m}.txt"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@with_own_shop
def payout_proof(request: HttpRequest, shop: Seller, number: str) -> FileResponse:
    """Answer the slip of a payout to this seller."""
    found = payout_of(shop.partner, number)
    return private_file(found.proof, name=f"bukti-{found.number}")


def _rows(shop: Seller, lines: list[OrderLine]) -> list[Row]:
    numbers = [line.number for line in lines]
    open_to_her = set(
        known_orders_of(shop.partner).filter(number__in=numbers).order_by().values_list("number", flat=True)
    )
    return [Row(line, line.number in open_to_her) for line in lines]


def _month(request: HttpRequest) -> date:
    """Return the first day of the month that the address asks for; the running month when it asks for none."""
    this = timezone.localdate().replace(day=1)
    typed = request.GET.get("bulan", "")
    if not typed:
        return this
    if not re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", typed):
        raise Http404("no such month")
    return date(int(typed[:4]), int(typed[5:]), 1)


def _months(today: date) -> list[tuple[str, str]]:
    """Return the months that can be chosen, the newest first."""
    last = today.year * 12 + today.month - 1
    firsts = [date(number // 12, number % 12 + 1, 1) for number in range(last, last - MONTHS_BACK, -1)]
    return [(f"{first:%Y-%m}", date_format(first, "F Y")) for first in firsts]


def _statement(shop: Seller, month: date, most: int = MOST) -> Statement:
    until = month.replace(day=monthrange(month.year, month.month)[1])
    return seller_statement(seller=shop.partner, now=timezone.now(), since=month, until=until, most=most)


def _short(statement: Statement) -> str:
    """Return what fits into a message."""
    more = len(statement.lines) - LINES_IN_A_MESSAGE
    short = replace(statement, lines=statement.lines[:LINES_IN_A_MESSAGE], is_cut=False)
    text = as_text(short, now=timezone.now())
    least = "lebih dari " if statement.is_cut else ""
    return f"{text}\n\n… dan {least}{more} pesanan lain." if more > 0 else text
