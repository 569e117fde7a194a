"""/kelola/uang/: what waits, and whether the books balance."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from market.ledger.balances import total
from market.settlement.office.desk import at_money_desk
from market.settlement.office.menu import DESKS
from market.settlement.office.todo import todo


@require_safe
@at_money_desk
def index(request: HttpRequest) -> HttpResponse:
    """Show what waits for somebody, the desks, and the sum of the ledger, which is zero."""
    return render(request, "settlement/office/home.html", {"todo": todo(), "desks": DESKS, "total": total()})
