"""Four weeks of the demo's money: paid, on its way, given back, paid out, and some that somebody has to look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from market.accounts.models import User
from market.demo import clock
from market.demo.data import people
from market.demo.drawings.slip import draw_slip
from market.demo.making.purchases import Customer, arrive, bills_of, buy, follow_the_money, pay, send_off
from market.demo.making.shops import Shop
from market.gateways.bills.actions import add_proof, confirm, mark_refunded
from market.gateways.bills.models import Bill, BillRefund, ReceivingAccount
from market.gateways.bills.statements import take_in_statement
from market.regions.models import District
from market.rupiah.writing import rupiah
from market.settlement.accounts import TREASURER
from market.settlement.models import OrderGroup, SellerPayout
from market.settlement.payouts import export_payouts, mark_paid, prepare_payouts
from market.shop.order.actions import refund_order
from market.shop.order.models import Order
from market.shop.partner.models import Partner

SEEN = "Terlihat di mutasi rekening"
HERS = "Toko memastikan uangnya sudah masuk"
JAKARTA = "31.74.01"
TOO_MUCH = 20_000


@dataclass(frozen=True)
class Scene:
    """Who is in it: the operator, the shops of the cast, two more beside Ibu Sari's, and who buys."""

    operator: User
    sari: Partner
    rahman: Partner
    hasan: Partner
    neighbours: list[Partner]
    rina: Customer
    anwar: Customer
    guest: Customer


def make_money(shops: list[Shop], cast: dict[str, User]) -> None:
    """Let four weeks pass; what is open at the end is there for the operator and the sellers to see to."""
    scene = _scene(shops, cast)
    _the_month_before(scene)
    _last_week(scene)
    _today(scene)


def _scene(shops: list[Shop], cast: dict[str, User]) -> Scene:
    partners = [shop.producers[0].seller.partner for shop in shops]
    sari, rahman, hasan = partners[:3]
    home = shops[0].producers[0].village.district
    neighbours = [one for one in partners[4:] if one.village and one.village.district.regency_id == home.regency_id]
    jakarta = District.objects.with_places().get(pk=JAKARTA)
    near = District.objects.with_places().get(pk=home.pk)
    rina = cast[people.RINA.phone]
    anwar = User.objects.create_user("+6281299990010", first_name="Pak Anwar", is_phone_verified=True)
    return Scene(
        operator=cast[people.BUDI.phone],
        sari=sari,
        rahman=rahman,
        hasan=hasan,
        neighbours=neighbours[:2],
        rina=Customer("Rina Sukma", rina.phone, jakarta, "Jl. Tebet Raya 12, RT 03 RW 04", rina),
        anwar=Customer("Pak Anwar", anwar.phone, near, "Jl. Sungai 5, depan langgar", anwar),
        guest=Customer("Maya Putri", "+6281299990011", jakarta, "Jl. Tebet Timur Dalam II 8"),
    )


def _the_month_before(scene: Scene) -> None:
    """All arrived; one parcel was torn and some money went back; the sellers have theirs."""
    with clock.set_back(days=24):
        first = buy(scene.rina, [scene.sari, scene.rahman, scene.hasan], method="transfer", quantity=2)
        pay(first, by=scene.operator, evidence=SEEN)
    with clock.set_back(days=22):
        send_off(first)
    with clock.set_back(days=18):
        arrive(first)
    with clock.set_back(days=17):
        _give_a_part_back(first, scene.operator)
    with clock.set_back(days=14):
        _pay_out(scene.operator)
    with clock.set_back(days=12):
        second = buy(scene.guest, [scene.sari, scene.neighbours[0]], method="transfer", quantity=2)
        pay(second, by=scene.operator, evidence=SEEN)
    with clock.set_back(days=10):
        send_off(second, carrier="Perahu Pak Udin")
    with clock.set_back(days=8):
        arrive(second)
    with clock.set_back(days=6):
        until = timezone.localdate() - timedelta(days=1)
        export_payouts(payouts=prepare_payouts(until=until, now=timezone.now(), by=scene.operator))


def _last_week(scene: Scene) -> None:
    """QRIS and cash that the sellers have had in their own hands; a transfer whose goods are on their way."""
    with clock.set_back(days=5):
        scanned = buy(scene.guest, [scene.sari, scene.rahman], method="qris")
        pay(scanned, by=None, evidence=HERS)
        earned = buy(scene.rina, [scene.rahman, scene.hasan], method="transfer", quantity=3)
        pay(earned, by=scene.operator, evidence=SEEN)
        in_cash = buy(scene.anwar, [scene.sari, scene.neighbours[1]], method="cash")
    with clock.set_back(days=4):
        for group in (scanned, earned):
            send_off(group)
        send_off(in_cash, carrier="Diantar sendiri")
        pay(in_cash, by=None, evidence="Uang tunai diterima saat barang diserahkan")
        arrive(in_cash)
    with clock.set_back(days=3):
        under_way = buy(scene.rina, [scene.sari], method="transfer")
        pay(under_way, by=scene.operator, evidence=SEEN)
    with clock.set_back(days=2):
        for group in (scanned, earned):
            arrive(group)
        send_off(under_way, carrier="J&T")


def _today(scene: Scene) -> None:
    """What waits: a photo to look at, movements nobody knows, a sum that is not the bill's, cash to be collected."""
    to_pack = buy(scene.guest, [scene.sari, scene.rahman], method="transfer")
    _take_in_a_statement(to_pack, scene.operator)
    photographed = buy(scene.rina, [scene.sari, scene.neighbours[0]], method="transfer")
    for bill in bills_of(photographed):
        rows = [("Jumlah", rupiah(bill.payable)), ("Ke", str(bill.account)), ("Berita", photographed.number)]
        add_proof(external_id=bill.external_id, upload=_photo("Transfer berhasil", rows), at=timezone.now())
    follow_the_money()
    buy(scene.anwar, [scene.sari], method="cash")
    pay_too_much(buy(scene.guest, [scene.rahman], method="transfer"), by=scene.operator)


def _give_a_part_back(group: OrderGroup, operator: User) -> None:
    order = Order.objects.filter(membership__group=group).order_by("pk")[0]
    reason = "Satu bungkus robek di jalan"
    refund_order(order=order, amount=10_000, reason=reason, key=f"demo:{order.number}", by=operator)
    follow_the_money()
    for refund in BillRefund.objects.filter(done_at=None):
        mark_refunded(refund_id=refund.pk, by=operator, evidence="Transfer balik ke pembeli", at=timezone.now())
    follow_the_money()


def _pay_out(operator: User) -> None:
    """Pay all sellers who have something to get: by bank, and in cash from the treasurer who has no account."""
    until = timezone.localdate() - timedelta(days=1)
    payouts = prepare_payouts(until=until, now=timezone.now(), by=operator)
    for form in ("bank", "treasurer"):
        export_payouts(payouts=payouts, form=form)
    own = ReceivingAccount.objects.get(partner=None, kind=ReceivingAccount.Kind.BANK)
    for payout in SellerPayout.objects.filter(pk__in=[payout.pk for payout in payouts]):
        proof = _photo("Pencairan", [("Nomor", payout.number), ("Jumlah", rupiah(payout.amount))])
        paid_from = own.code if payout.account_id else TREASURER.code
        mark_paid(payout=payout, proof=proof, paid_from=paid_from, by=operator, now=timezone.now())


def _take_in_a_statement(group: OrderGroup, operator: User) -> None:
    """Take the bank's file of the day in: one movement finds its bill, one is of somebody nobody knows."""
    [bill] = bills_of(group)
    today = timezone.localdate().strftime("%d/%m/%Y")
    rows = [
        "Tanggal,Keterangan,Debet,Kredit",
        f"{today},TRSF MAYA PUTRI,0,{bill.payable}",
        f"{today},TRSF SITI AMINAH,0,137500",
    ]
    upload = ContentFile("\n".join(rows).encode(), name="mutasi-bankaltimtara.csv")
    assert bill.account is not None  # noqa: S101  (transfers have one)
    take_in_statement(account=bill.account, upload=upload, by=operator, at=timezone.now())
    follow_the_money()


def pay_too_much(group: OrderGroup, *, by: User) -> None:
    """Let more come for a transfer than was asked for: all of it is held back until somebody decides.

    The sum is written into the bill itself, so that the gateway goes on saying it whenever it is asked.
    """
    [bill] = bills_of(group)
    with transaction.atomic():
        confirm(bill_id=bill.pk, by=by, evidence=SEEN, at=timezone.now())
        Bill.objects.filter(pk=bill.pk).update(captured=bill.amount + TOO_MUCH)
    follow_the_money()


def _photo(title: str, rows: list[tuple[str, str]]) -> ContentFile:
    return ContentFile(draw_slip(title=title, rows=rows), name="bukti.jpg")
