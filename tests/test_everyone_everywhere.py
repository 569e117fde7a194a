"""Every address × everybody × GET and POST: the tables say what each is answered, and who may change anything.

The address book is walked: an address that no table names fails. Reading below /kelola/ and /jual/ is also walked in
`test_doors.py`; the shop desk's own rules are in `market/shop/dashboard/test_guard.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from cms.contributed.models import Contribution
from cms.tree.actions import build_site_tree
from market.settlement.models import OrderGroup
from market.shop.basket.models import Line
from market.shop.checkout.actions import place_order_group
from market.shop.keeping.addresses import save_address
from sellers.actions import add_size
from tests.batches import a_batch
from tests.cast import Cast, a_product, sign_in
from tests.everyone import (
    BAD,
    BOTH,
    CHANGES,
    FORGED,
    JUAL,
    KEPT,
    NO_WAY,
    NONE,
    NOT_PAGES,
    OFFICE,
    ON,
    PAGE,
    ROLES,
    SHUT,
    SIGN_IN,
    TABLE,
    Words,
)
from tests.market.shop.goods import make_basket, make_buyer, make_tariff, pay_up
from tests.remembered import once
from tests.test_doors import addresses


def routes(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[str]:
    """Return the names of all addresses outside the office."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            if not str(entry.pattern).startswith("kelola/"):
                yield from routes(entry, (*spaces, entry.namespace) if entry.namespace else spaces)
        elif isinstance(entry, URLPattern) and not str(entry.pattern).startswith("kelola/"):
            yield ":".join((*spaces, entry.name or "?"))


def test_every_address_is_in_the_table() -> None:
    assert set(routes(get_resolver())) == set(TABLE)


@pytest.fixture
def purchase(cast: Cast) -> OrderGroup:
    """Rina has bought Sari's amplang, and put another into her basket."""
    once(build_site_tree)
    make_tariff(cast.amplang.village.district)
    group = place_order_group(
        basket=make_basket((cast.amplang, 1), owner=cast.rina),
        buyer=make_buyer(cast.rina),
        choices={},
        now=timezone.now(),
    )
    pay_up(group)
    make_basket((cast.amplang, 1), owner=cast.rina)
    return group


NOTHING_OF_ANYBODYS: dict[str, list[Any]] = {
    "sitemap_part": ["produk", 1],
    "rendition": ["x.webp"],
    "voice": ["x.webm"],
    "qris:picture": ["bill_x"],
    "story_feed_of": ["99.99"],
    "story_feed_about": ["tidak-ada"],
    "sellers:answer": ["1-x"],
    "events:one": ["x"],
    "wagtaildocs_serve": [1, "x"],
    "enquiries:ask": [1],
    **{f"enquiries:{name}": ["1-x"] for name in ("answer", "read")},
    "basket:remove_voucher": [1],
    "wagtailcore_authenticate_with_password": [1, 1],
    "wagtail_serve": [""],
    "api:story": [0],
    "api:place": [0],
    "api:nowhere": ["x"],
    **{f"workshop:{name}": ["bill_x"] for name in ("payment", "payment_proof")},
    **{f"workshop:{name}": ["bank"] for name in ("account", "stop_account")},
    **{f"workshop:{name}": [1] for name in ("edit_permit", "permit_photo", "remove_permit", "question", "review")},
    "workshop:refund": [1],
    "workshop:settle": [0],
    "workshop:send_photo": ["0" * 64],
    **{f"workshop:consent_{name}": [1] for name in ("paper", "voice", "file")},
    **{f"workshop:{name}": [1] for name in ("maker", "ask_consent", "withdraw_consent")},
    "agree": ["x"],
    "workshop:goods_file": [1],
}
"""What stands in addresses of the table that lead to nothing of theirs."""


def of_goods(cast: Cast) -> dict[str, list[Any]]:
    """Return what stands in the addresses that show goods, their shop and their village."""
    product, village = cast.amplang, cast.amplang.village_id
    category = product.categories.get().slug
    return {
        "sellers:shop": [product.seller.code],
        "sellers:village": [village],
        "catalogue:category": [category],
        "api:product": [product.pk],
        "api:maker": [cast.sari_producer.pk],
        "api:village": [village],
        "api:category": [category],
        "basket:add": [product.pk],
        "delivery_charge": [product.pk],
        **{f"keeping:{name}": [product.pk] for name in ("favourite", "wait")},
        **{name: [product.slug, product.pk] for name in ("sellers:ask", "catalogue:reviews")},
    }


def of_rina(cast: Cast, purchase: OrderGroup) -> dict[str, list[Any]]:
    """Return what stands in the addresses of her purchase, her basket and what she keeps."""
    order, secret = purchase.members.get().order, purchase.secret
    district = cast.amplang.village.district
    home = save_address(user=cast.rina, name="Rina", phone=cast.rina.phone, district=district, street="5")
    whole = ("track", "pay", "pay_otherwise", "give_up", "receipt", "invoice")
    return {
        "basket:update": [Line.objects.get(basket__owner=cast.rina, basket__status="Open").pk],
        **{f"checkout:{name}": [secret] for name in whole},
        **{f"checkout:{name}": [secret, order.number] for name in ("received", "give_up_order")},
        "checkout:prove": [secret, purchase.payments.get().pk],
        "checkout:rate": [secret, order.number, order.lines.get().pk],
        **{f"keeping:{name}_address": [home.pk] for name in ("edit", "delete", "default")},
    }


def of_sari(cast: Cast, purchase: OrderGroup) -> dict[str, list[Any]]:
    """Return what stands in the addresses of her workshop, and of what she has sent."""
    order = purchase.members.get().order
    number = order.number
    madu = a_product(cast.sari_producer, "Madu kelulut", 60_000, cast.budi)
    size = add_size(product=madu, label="Besar", price=90_000, stock=3, shipping_weight_g=900)
    code = a_batch(cast.sari_producer, cast.amplang).code
    story = Contribution.objects.create(sender=cast.sari, title="Amplang", regency=madu.village.district.regency)
    of_one = ("record", "remove_voice", "edit", "about", "sold_out", "restock", "add_size", "add_batch")
    return {
        **{f"workshop:{name}": [number] for name in ("order", "cash", "cancel", "payout_proof")},
        **{f"workshop:{name}_line": [number, order.lines.get().pk] for name in ("accept", "decline")},
        **{f"workshop:{name}": [code] for name in ("batch", "labels", "withdraw_batch")},
        **{f"workshop:{name}": [cast.amplang.pk] for name in of_one},
        "workshop:edit_size": [size.pk],
        **{f"workshop:{name}": [cast.amplang.images.get().pk] for name in ("main_photo", "remove_photo")},
        "sellers:passport": [code],
        "contributed:one": [story.pk],
    }


@pytest.fixture
def places(cast: Cast, purchase: OrderGroup) -> dict[str, str]:
    """Return every address of the table, filled in with what is Rina's and Sari's."""
    theirs = {**of_goods(cast), **of_rina(cast, purchase), **of_sari(cast, purchase)}
    arguments = {**NOTHING_OF_ANYBODYS, **theirs}
    addresses = {name: reverse(name, args=arguments.get(name, [])) for name in TABLE if name != "catalogue:detail"}
    return {**addresses, "catalogue:detail": cast.amplang.get_absolute_url()}


def client_of(cast: Cast, role: str) -> Client:
    client = Client(raise_request_exception=False)
    if ROLES[role]:
        sign_in(client, getattr(cast, str(ROLES[role])))
    return client


def word_for(answer: HttpResponse) -> str:
    """Return what an answer amounts to, in the table's words."""
    if answer.status_code in (301, 302):
        to = answer.headers["Location"]
        assert to.startswith("/"), to
        if to.startswith(reverse("account_login")):
            return SIGN_IN
        return JUAL if to in (reverse("workshop:home"), reverse("workshop:apply")) else ON
    known = {200: PAGE, 422: PAGE, 400: BAD, 403: SHUT, 404: NONE, 405: NO_WAY}
    return known.get(answer.status_code, str(answer.status_code))


def expected(words: Words, role: str) -> str:
    return words if isinstance(words, str) else words.get(role, words.get("*", ""))


def kept(cast: Cast) -> list[tuple[Any, ...]]:
    """Return what tells all rows that matter, and Rina's basket, from any others."""
    tables = [apps.get_model(name)._meta for name in KEPT]
    rows = [
        f"SELECT md5(string_agg(one::text, ' ' ORDER BY one.{table.pk.column})) FROM {table.db_table} AS one"  # noqa: S608
        for table in tables
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(rows))
        found = cursor.fetchall()
    return [*found, *Line.objects.filter(basket__owner=cast.rina).order_by("pk").values_list("quantity")]


@pytest.mark.parametrize("role", ROLES)
def test_everybody_is_answered_and_changes_what_the_table_says(cast: Cast, places: dict[str, str], role: str) -> None:
    client = client_of(cast, role)
    read = {name: word_for(client.get(place)) for name, place in places.items()}
    assert read == {name: expected(reads, role) for name, (reads, _) in TABLE.items()}

    before, written, changed = kept(cast), {}, set()
    for name, place in sorted(places.items(), key=lambda known: known[0] == "account_logout"):
        with transaction.atomic():
            written[name] = word_for(client.post(place, FORGED))
            if kept(cast) != before:
                changed.add(name)
            transaction.set_rollback(True)
    assert written == {name: expected(writes, role) for name, (_, writes) in TABLE.items()}
    assert changed == {name for name, who in CHANGES.items() if role in who}


def test_a_wrong_secret_opens_no_purchase(cast: Cast, purchase: OrderGroup) -> None:
    client = client_of(cast, "buyer")
    number = purchase.members.get().order.number
    for secret in ("x", purchase.secret[:-1], purchase.secret.swapcase(), purchase.number):
        assert client.get(reverse("checkout:track", args=[secret])).status_code == 404
        assert client.post(reverse("checkout:pay", args=[secret])).status_code == 404
        assert client.post(reverse("checkout:received", args=[secret, number])).status_code == 404


def office() -> list[str]:
    """Return every address of the back office but the shop desk's and those that are open to all."""
    return [address for address in addresses("kelola/") if not address.startswith(("kelola/toko/", *NOT_PAGES))]


def parts_open_to(client: Client, method: str) -> set[str]:
    """Return the parts of the office of which anything answers this person with more than a refusal."""
    opened = set()
    for address in office():
        if (part := address.split("/")[1]) in opened:
            continue
        with transaction.atomic():
            answer = getattr(client, method)(f"/{address}", FORGED if method == "post" else {})
            transaction.set_rollback(True)
        refused = answer.status_code in (403, 404, 405) or answer.headers.get("Location") == "/kelola/"
        if not refused and not answer.headers.get("Location", "").startswith(reverse("account_login")):
            opened.add(part)
    return opened


@pytest.mark.parametrize("role", ["anybody", "seller"])
def test_nothing_in_the_office_takes_anything_from_outsiders(cast: Cast, role: str) -> None:
    assert parts_open_to(client_of(cast, role), "post") == set()


@pytest.mark.parametrize("role", sorted(BOTH))
def test_the_office_opens_to_each_role_what_the_table_says(cast: Cast, role: str) -> None:
    once(build_site_tree)
    opened = parts_open_to(client_of(cast, role), "get") | parts_open_to(client_of(cast, role), "post")
    assert opened == {part for part, who in OFFICE.items() if role in who}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("has_app", [False, True])
def test_who_has_not_proved_the_second_factor_is_sent_away_from_every_address_of_the_office(
    cast: Cast, method: str, has_app: bool
) -> None:
    client = Client(raise_request_exception=False)
    if has_app:
        sign_in(client, cast.budi)
    client.force_login(cast.budi)
    session = client.session
    session.pop(AUTHENTICATION_METHODS_SESSION_KEY, None)
    session.save()
    door = reverse("accounts:proof" if has_app else "mfa_index")
    answers = {address: getattr(client, method)(f"/{address}") for address in addresses("kelola/")}
    let_in = [
        address
        for address, answer in answers.items()
        if answer.status_code != 404 and not answer.headers.get("Location", "").startswith(door)
    ]
    assert let_in == []
    assert len([answer for answer in answers.values() if answer.status_code == 302]) > 300
