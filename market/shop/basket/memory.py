"""What a visitor's session remembers on the way from the basket to the purchase.

`district` where the goods go, `choices` of deliveries, `seen` as it was last shown, `contact` as typed, `way` chosen
to pay with and `basket` last shown; each only once it is known.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from market.fulfilment.models import Delivery
from market.regions.fields import DistrictField
from market.regions.models import District

KEY = "checkout"
MOST_SELLERS = 100
LONGEST_CODE = 30
CHOICE = "kirim-"


def remembered(request: HttpRequest) -> dict[str, Any]:
    """Return all that is remembered."""
    return request.session.get(KEY, {})


def remember(request: HttpRequest, **things: Any) -> None:
    """Remember these things beside the others; the session is written only when something is new."""
    before = remembered(request)
    after = {**before, **things}
    if after != before:
        request.session[KEY] = after


def posted_choices(request: HttpRequest) -> dict[str, str]:
    """Return the codes of the deliveries chosen, by seller; nobody fills the session with anything longer or more."""
    typed = [(name.removeprefix(CHOICE), code) for name, code in request.POST.items() if name.startswith(CHOICE)]
    short = [(seller, code) for seller, code in typed if len(seller) <= LONGEST_CODE >= len(code)]
    return dict(short[:MOST_SELLERS])


def district_of(request: HttpRequest) -> District | None:
    """Return where the visitor's goods go: as said before, else where a signed-in buyer's last goods went."""
    code = remembered(request).get("district")
    if code is None and request.user.is_authenticated:
        code = _last_district(request.user.pk) or ""
        remember(request, district=code)
    return DistrictField().areas.live().with_places().filter(pk=code).first() if code else None


def _last_district(user_id: int) -> str | None:
    deliveries = Delivery.objects.filter(order__user=user_id, destination__isnull=False)
    return deliveries.order_by("-order__date_placed", "-pk").values_list("destination_id", flat=True).first()
