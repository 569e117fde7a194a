"""One pilot regency gets a site of its own, with its look, an editor and two checkers; the others stay as they are."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.db import transaction

from cms.models import DestinationPage, HomePage, RegencySite
from cms.regencies.actions import open_regency
from cms.regencies.colours import Colours
from cms.tree.actions import build_site_tree
from market.accounts.models import User
from market.accounts.roles import AGENCY_CHECKER, EDITOR, VILLAGE_CHECKER, appoint
from market.demo.data import people
from market.demo.drawings.arms import draw_arms
from market.demo.guard import refuse_production
from market.pictures.actions import take_picture
from market.pictures.models import Picture
from market.regions.models import Regency

CODE = "64.02"
LOOK = {
    "tagline": "Dari hulu sampai muara Mahakam",
    "tagline_en": "From the upper Mahakam to its mouth",
    "colours": Colours.LAKE,
}
POSTS = {people.AWANG: EDITOR, people.NOOR: VILLAGE_CHECKER, people.IDHAM: AGENCY_CHECKER}


@transaction.atomic
def open_pilot(*, host: str) -> RegencySite:
    """Open the site at a host name with its port, and let the market's own site have the port of BASE_URL.

    Idempotent: a second call changes the host, as when the demo is started on another port.

    Raises:
        NotADemo: these are not the demo's settings.
    """
    refuse_production()
    build_site_tree()
    regency = Regency.objects.get(code=CODE)
    for person, role in POSTS.items():
        known = {"first_name": person.name, "is_phone_verified": True}
        user, is_new = User.objects.get_or_create(phone=person.phone, defaults=known)
        if is_new:
            appoint(user=user, role=role, regency=regency)
    opened = open_regency(regency=regency, host=host, **LOOK)
    _dress(opened)
    return opened


def _dress(opened: RegencySite) -> None:
    """Give its home a picture and arms, unless it has some."""
    homes = HomePage.objects.filter(regency=CODE, arms=None)
    if not homes:
        return
    arms, picture = _arms(opened), _picture()
    for home in homes:
        home.arms, home.picture = arms, home.picture or picture
        home.save_revision().publish()


def _arms(opened: RegencySite) -> Picture:
    drawn = ContentFile(draw_arms(), name="lambang.png")
    arms = take_picture(upload=drawn, title="Lambang rekaan", description="Perisai dengan sungai, bukit dan matahari")
    arms.collection = opened.collection
    arms.save(update_fields=["collection"])
    return arms


def _picture() -> Picture | None:
    """Return the picture of the place that was told of first."""
    place = DestinationPage.objects.filter(regency=CODE).exclude(picture=None).order_by("pk").first()
    return place.picture if place else None
