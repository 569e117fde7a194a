"""The cast that can be signed in as, and shops all over the three regencies."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from random import Random

from market.accounts.models import User
from market.accounts.roles import EDITOR, OPERATOR, appoint
from market.demo.data import people
from market.demo.data.goods import all_goods
from market.demo.second_factor import give_second_factor
from market.regions.actions import PILOT_REGENCIES
from market.regions.models import Regency, Village
from sellers.actions import apply_to_sell, approve_seller
from sellers.models import Producer, Seller

HUB_EVERY = 10


@dataclass
class Shop:
    """An open shop of the demo: what its people make, and who they are."""

    trade: str
    producers: list[Producer]


def make_cast() -> dict[str, User]:
    """Make the people of /demo/ and give the officers their posts; returns them by phone."""
    cast = {
        person.phone: User.objects.create_user(person.phone, first_name=person.name, is_phone_verified=True)
        for person in people.CAST
    }
    appoint(user=cast[people.DEWI.phone], role=EDITOR)
    appoint(user=cast[people.BUDI.phone], role=OPERATOR)
    User.objects.filter(phone=people.ADMIN.phone).update(is_staff=True, is_superuser=True)
    for person in (people.BUDI, people.ADMIN):
        give_second_factor(cast[person.phone])
    return cast


def make_shops(count: int, cast: dict[str, User], rng: Random) -> list[Shop]:
    """Open `count` shops: three of the cast's, the rest of people with drawn names, spread over the villages."""
    villages = {
        code: list(Village.objects.live().filter(district__regency=code).select_related("district"))
        for code in PILOT_REGENCIES
    }
    operator = cast[people.BUDI.phone]
    trades = _trades(count)
    shops = [
        _open(
            cast[people.SARI.phone], "Dapur Ibu Sari", _named(villages["64.02"], "Muara Kaman Ulu"), "dapur", operator
        ),
        _open(
            cast[people.RAHMAN.phone], "Kebun Pak Rahman", _named(villages["64.08"], "Muara Wahau"), "kebun", operator
        ),
        _open_hub(cast[people.HASAN.phone], _named(villages["62.02"], "Parenggean"), "anyam", operator, rng),
    ]
    for trade in ("dapur", "kebun", "anyam"):
        trades.remove(trade)
    for index, trade in enumerate(trades, start=len(shops)):
        village = rng.choice(villages[PILOT_REGENCIES[index % len(PILOT_REGENCIES)]])
        user = _newcomer(index, rng)
        if index % HUB_EVERY == 0:
            shops.append(_open_hub(user, village, trade, operator, rng))
        else:
            name = rng.choice(people.SHOPS[trade]).format(
                name=user.first_name.split(maxsplit=1)[-1], village=village.name
            )
            shops.append(_open(user, name, village, trade, operator))
    return shops


def make_waiting_shop(rng: Random) -> None:
    """Let one more shop wait, so that the operator has something to look at."""
    village = rng.choice(list(Village.objects.live().filter(district__regency=PILOT_REGENCIES[0])))
    user = User.objects.create_user("+6281299999001", first_name="Ibu Lisna", is_phone_verified=True)
    apply_to_sell(
        user=user, name="Ibu Lisna", shop_name="Dapur Ibu Lisna", village=village, makes="keripik dan kue kering"
    )


def _trades(count: int) -> list[str]:
    """Return a trade for each shop, in proportion to the kinds of goods of each trade, mixed."""
    weight = Counter(good.trade for good in all_goods())
    total = sum(weight.values())
    trades = [trade for trade, kinds in weight.items() for _ in range(max(1, round(kinds * count / total)))]
    spread = Random(7)  # noqa: S311
    spread.shuffle(trades)
    while len(trades) < count:
        trades.append(spread.choice(list(weight)))
    for trade in ("dapur", "kebun", "anyam"):
        trades.insert(0, trade) if trade not in trades else None
    return sorted(trades[:count], key=lambda trade: spread.random())


def _newcomer(index: int, rng: Random) -> User:
    first, title = (rng.choice(people.WOMEN), "Ibu") if rng.random() < 0.75 else (rng.choice(people.MEN), "Pak")
    name = f"{title} {first} {rng.choice(people.FAMILIES)}"
    return User.objects.create_user(f"+62812100{index:05d}", first_name=name, is_phone_verified=True)


def _named(villages: list[Village], name: str) -> Village:
    return next((village for village in villages if village.name == name), villages[0])


def _open(user: User, name: str, village: Village, trade: str, operator: User) -> Shop:
    producer = apply_to_sell(
        user=user, name=user.first_name, shop_name=name, village=village, makes=people.MAKES[trade]
    )
    approve_seller(seller=producer.seller, by=operator)
    return Shop(trade, [producer])


def _open_hub(user: User, village: Village, trade: str, operator: User, rng: Random) -> Shop:
    """Open a village enterprise that also sells for two producers without a phone of their own."""
    shop = _open(user, f"BUMDes {village.name} Maju", village, trade, operator)
    seller = shop.producers[0].seller
    Seller.objects.filter(pk=seller.pk).update(kind=Seller.Kind.HUB)
    for _ in range(2):
        name = f"Ibu {rng.choice(people.WOMEN)} {rng.choice(people.FAMILIES)}"
        shop.producers.append(
            Producer.objects.create(name=name, village=village, seller=seller, makes=people.MAKES[trade])
        )
    return shop


def pilot_regencies() -> dict[str, Regency]:
    """Return the three pilot regencies by code."""
    return Regency.objects.in_bulk(PILOT_REGENCIES)
