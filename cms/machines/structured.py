"""What our pages tell search engines of themselves: articles, places, events, shops, the market itself."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.structured import Thing, absolute, breadcrumbs, document, postal_address, thing
from cms.events import calendar
from cms.models import DestinationPage, EventPage, HomePage, InfoPage, Operator, StoryPage, VillagePage
from cms.pages.destinations import Amenity
from market.rupiah.reading import whole_rupiah

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.models import Page

    from market.regions.models import Village
    from sellers.models import Seller

LOGO = "img/icon-512.png"
ABOUT = "tentang"
HEADLINE = 110  # letters, of which Google shows no more
FREE = re.compile(r"(masuk\s+)?(gratis|free|bebas biaya|tanpa biaya)\b(?!.*\d)", re.IGNORECASE | re.DOTALL)
"""What a fee begins with where nothing is paid; "gratis sampai 5 tahun" and "tidak gratis" are not free."""

NUMBER = r"\d[\d.,]*"
RUPIAH = re.compile(rf"Rp\.?\s*{NUMBER}(?:\s?(?:ribu|rb|juta|jt|k\b)\w*)?", re.IGNORECASE)
EVERY = {"daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y"}


def data_of_page(page: Page, picture: str = "") -> list[Thing]:
    """Return all that a page of Wagtail's tells; `picture` is the whole address of its share card."""
    found = page.specific_deferred
    told = [make(found, picture) for kind, make in MAKERS.items() if isinstance(found, kind)]
    if isinstance(found, HomePage):
        return [organization(), website(page)]
    if isinstance(found, VillagePage) and found.village:
        return data_of_village(found.village, picture=picture)
    if isinstance(found, InfoPage):
        told += [organization(Operator.objects.first())] if found.slug == ABOUT else []
    return [*told, breadcrumbs(list(_way(found)))]


def organization(operator: Operator | None = None) -> Thing:
    """Return who runs the market, with how to reach them where that is known."""
    said = {"name": settings.SITE_NAME, "url": absolute("/"), "logo": _logo()}
    if operator is None or not operator.is_reachable():
        return document("Organization", **said)
    contact = thing(
        "ContactPoint", contactType="customer support", telephone=operator.phone, email=operator.email,
        availableLanguage=["id", "en"],
    )  # fmt: skip
    return document(
        "Organization",
        **said,
        legalName=operator.name,
        address=operator.address,
        telephone=operator.phone,
        email=operator.email,
        contactPoint=contact,
    )


def website(page: Page) -> Thing:
    """Return the site with its search."""
    language = page.locale.language_code
    front = page.full_url
    target = thing("EntryPoint", urlTemplate=f"{absolute(reverse('search:search'))}?q={{search_term_string}}")
    action = thing("SearchAction", target=target)
    action["query-input"] = "required name=search_term_string"
    return document("WebSite", name=settings.SITE_NAME, url=front, inLanguage=language, potentialAction=action)


def news_article(page: StoryPage, picture: str = "") -> Thing:
    """Return a story with its corrections (https://schema.org/correction)."""
    corrections = [
        thing("CorrectionComment", text=each.text, datePublished=each.corrected_on.isoformat())
        for each in page.corrections.get_object_list()  # kept for the page itself, which shows them too
    ]
    return document(
        "NewsArticle",
        headline=page.title[:HEADLINE],
        description=page.search_description or page.lead,
        image=[picture] if picture else [],
        datePublished=page.date.isoformat(),
        dateModified=_moment(page.last_published_at),
        author=_author(page),
        publisher=_publisher(),
        mainEntityOfPage=page.full_url,
        url=page.full_url,
        inLanguage=page.locale.language_code,
        contentLocation=_place(page),
        keywords=[str(topic.label) for topic in page.topics_in_order()],
        correction=corrections,
    )


def tourist_attraction(page: DestinationPage, picture: str = "") -> Thing:
    """Return a place worth the journey."""
    amenities = [
        thing("LocationFeatureSpecification", name=str(name), value=True)
        for code, name in Amenity.choices
        if code in page.amenities
    ]
    return document(
        "TouristAttraction",
        name=page.title,
        description=page.search_description or page.lead,
        url=page.full_url,
        image=[picture] if picture else [],
        address=_address(page),
        geo=_geo(page),
        isAccessibleForFree=True if FREE.match(page.fee) else None,
        amenityFeature=amenities,
    )


def event(page: EventPage, picture: str = "") -> Thing:
    """Return an event at its next time, or at its last once it is over."""
    now = timezone.now()
    begins, ends = next(iter(calendar.next_times(page, now, most=1)), (page.starts_at, page.ends_at))
    return document(
        "Event",
        name=page.title,
        description=page.search_description or page.lead,
        url=page.full_url,
        image=[picture] if picture else [],
        startDate=_moment(begins),
        endDate=_moment(ends),
        eventStatus="https://schema.org/EventScheduled",
        eventAttendanceMode="https://schema.org/OfflineEventAttendanceMode",
        location=thing("Place", name=page.where or page.title, address=_address(page), geo=_geo(page)),
        organizer=thing("Organization", name=str(page.agency), url=absolute("/")) if page.agency else _publisher(),
        eventSchedule=_schedule(page),
        offers=_entrance(page, begins),
        isAccessibleForFree=True if FREE.match(page.fee) else None,
    )


def local_business(shop: Seller, *, url: str, picture: str = "") -> Thing:
    """Return a shop as a business of its village; its phone number is for those who ask, not for everybody."""
    return document(
        "Store",
        name=shop.partner.name,
        description=shop.about,
        url=url,
        image=[picture] if picture else [absolute(static(LOGO))],
        address=postal_address(shop.partner.village),
        currenciesAccepted="IDR",
        parentOrganization=_publisher(),
    )


def data_of_shop(shop: Seller, *, picture: str = "") -> list[Thing]:
    """Return all that a shop's page tells."""
    url = absolute(shop.get_absolute_url())
    way = [*_front(), (shop.partner.name, url)]
    return [local_business(shop, url=url, picture=picture), breadcrumbs(way)]


def data_of_village(village: Village, *, picture: str = "") -> list[Thing]:
    """Return all that a village's page tells."""
    url = absolute(reverse("sellers:village", args=[village.code]))
    place = document(
        "Place", name=f"{village.kind} {village.name}", url=url, image=picture, address=postal_address(village)
    )
    return [place, breadcrumbs([*_front(), (village.name, url)])]


MAKERS: dict[type[Page], Any] = {
    StoryPage: news_article,
    DestinationPage: tourist_attraction,
    EventPage: event,
}


def _way(page: Page) -> Iterator[tuple[str, str]]:
    yield from _front()
    above = page.get_parent()
    if above.depth > 2:
        yield above.title, above.full_url
    yield page.title, page.full_url


def _front() -> list[tuple[str, str]]:
    return [(_("Beranda"), absolute(reverse("wagtail_serve", args=[""])))]


def _author(page: StoryPage) -> Thing:
    """Return who wrote it: "Rina, Diskominfo" is Rina; where nobody is named, the market."""
    name, _comma, office = page.author.partition(",")
    if not name.strip():
        return _publisher()
    works = thing("Organization", name=office.strip()) if office.strip() else None
    return thing("Person", name=name.strip(), worksFor=works, url=absolute("/tentang/"))


def _publisher() -> Thing:
    return thing("Organization", name=settings.SITE_NAME, url=absolute("/"), logo=_logo())


def _logo() -> Thing:
    return thing("ImageObject", url=absolute(static(LOGO)), width=512, height=512)


def _place(page: Any) -> Thing | None:
    address = _address(page)
    return thing("Place", name=page.village.name, address=address) if page.village else None


def _address(page: Any) -> Thing | None:
    if page.village:
        return postal_address(page.village)
    if page.regency:
        return thing(
            "PostalAddress", addressLocality=page.regency.short_name, addressRegion=page.regency.province.name,
            addressCountry="ID",
        )  # fmt: skip
    return None


def _geo(page: Any) -> Thing | None:
    point = page.point()
    if point is None:
        return None
    return thing("GeoCoordinates", latitude=float(point[0]), longitude=float(point[1]))


def _schedule(page: EventPage) -> Thing | None:
    if not page.repeats:
        return None
    until = page.repeats_until.isoformat() if page.repeats_until else None
    return thing(
        "Schedule", repeatFrequency=EVERY[page.repeats], startDate=page.first_day.isoformat(), endDate=until,
        scheduleTimezone=settings.TIME_ZONE,
    )  # fmt: skip


def _entrance(page: EventPage, begins: datetime) -> Thing | None:
    """Return what it costs, where the words say it in a way that a program can be told."""
    price = _price(page.fee)
    if price is None:
        return None
    offer = thing("Offer", priceCurrency="IDR", availability="https://schema.org/InStock", url=page.full_url)
    return {**offer, "price": price, "validFrom": _moment(page.first_published_at or begins)}


def _price(fee: str) -> int | None:
    """Return the whole rupiah that are paid; none where the words name several numbers, or one of something else."""
    if FREE.match(fee):
        return 0
    said = RUPIAH.search(fee) if len(re.findall(NUMBER, fee)) == 1 else None
    return whole_rupiah(said[0].rstrip(".,")) if said else None


def _moment(at: datetime | None) -> str | None:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else None
