"""Makes the demo once, in an empty database; a second call finds it made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import chain
from random import Random

from django.db import transaction

from catalogue.actions import load_categories
from catalogue.models import Category
from cms.tree.actions import build_site_tree, name_operator
from market.accounts.models import User
from market.accounts.roles import ensure_roles
from market.demo import clock
from market.demo.data import people
from market.demo.guard import refuse_production
from market.demo.making.consents import make_consents
from market.demo.making.delivery import make_tariffs
from market.demo.making.foreign import write_english, write_rates
from market.demo.making.goods import WITH_A_GALLERY, drawing_of, list_lot, more_drawings_of
from market.demo.making.index import indexed_at_the_end
from market.demo.making.kinds import make_kinds
from market.demo.making.labels import make_labels
from market.demo.making.lots import deal
from market.demo.making.money import make_money
from market.demo.making.pictures import make_pictures
from market.demo.making.shops import make_cast, make_shops, make_waiting_shop
from market.demo.making.sizes import SIZES, Size
from market.demo.making.tales import make_tales
from market.demo.making.trust import make_trust
from market.demo.making.ways import give_accounts, switch_all_ways_on
from market.notify.models import Message
from market.outbox.models import Effect

SEED = 6402


def is_made() -> bool:
    """Return whether the demo's last person exists."""
    return User.objects.filter(phone=people.ADMIN.phone).exists()


def make_demo(*, size: str, today: date, say: Callable[[str], None]) -> bool:
    """Fill the database; return False when it was filled before.

    Raises:
        NotADemo: these are not the demo's settings.
    """
    refuse_production()
    if is_made():
        return False
    with indexed_at_the_end():
        _fill(SIZES[size], Random(SEED), today, say)  # noqa: S311
    Message.objects.all().delete()
    Effect.objects.all().delete()
    return True


def _fill(wanted: Size, rng: Random, today: date, say: Callable[[str], None]) -> None:
    ensure_roles()
    build_site_tree()
    name_operator(**people.OPERATOR)
    load_categories()
    shelves = {category.slug: category for category in Category.objects.all()}
    with transaction.atomic():
        cast = make_cast()
        shops = make_shops(wanted.sellers, cast, rng)
        make_waiting_shop(rng)
        make_tariffs()
        switch_all_ways_on()
        with clock.set_back(days=30):
            give_accounts(shops, cast)
    say(f"{len(shops)} toko, tarif kirim ke seluruh Indonesia")
    lots = deal(shops, wanted.products, rng)
    drawings = [[drawing_of(lot, wanted.drawings)] for lot in lots]
    for own in drawings[:WITH_A_GALLERY]:
        own += more_drawings_of(own[0])
    pictures = make_pictures(chain.from_iterable(drawings))
    say(f"{len(pictures)} gambar digambar")
    for index, (lot, own) in enumerate(zip(lots, drawings, strict=True)):
        list_lot(lot, index, [pictures[each] for each in own], shelves, cast[people.BUDI.phone], rng)
    say(f"{len(lots)} produk")
    make_money(shops, cast)
    say("empat minggu pesanan, pembayaran, dan pencairan")
    make_trust(shops, cast)
    make_labels(shops)
    make_consents(shops)
    say("izin, ulasan, dan tanya jawab")
    write_english(cast[people.BUDI.phone])
    write_rates(today, cast[people.BUDI.phone])
    make_tales(today, rng)
    make_kinds(cast)
    say("cerita, tempat wisata, acara, dan rute")
