"""What makes the demo's goods trusted: how they are made, permits, reviews of what arrived, and answered questions."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from catalogue.models import Product
from catalogue.reviews.actions import answer_review, decide_answer, show_review
from market.accounts.models import User
from market.demo import clock
from market.demo.data import people, rows_of
from market.demo.drawings.slip import draw_slip
from market.demo.making.shops import Shop
from market.pictures.files import clean_file
from market.settlement.models import OrderGroup
from market.shop.order.models import Line
from market.shop.order.reviewing import review_line, reviewed_product
from market.shop.order.status import LEFT
from sellers.actions import approve_product, describe_product, see_permit, send_permit
from sellers.actions.questions import answer, ask, decide_question
from sellers.models import Permit, Seller
from sellers.permit_models import private_storage

FOOD = {"dapur", "sungai", "pesisir", "kebun", "hutan", "ladang"}
MOST_SHOPS, MOST_GOODS = 12, 4
HOW_MADE = {row["trade"]: row["text"] for row in rows_of("how_made.csv")}
REVIEWS = [
    (5, "Sampai dengan selamat, kemasannya rapi. Rasanya seperti yang dulu nenek saya bawa."),
    (4, "Enak dan segar. Pengirimannya agak lama, tapi sesuai janji."),
    (5, "Sudah pesan dua kali. Keluarga suka sekali."),
    (3, "Barangnya bagus, kardusnya sedikit penyok."),
    (5, ""),
    (4, "Sesuai foto. Penjualnya ramah."),
]
THANKS = "Terima kasih banyak. Salam dari kampung."
QUESTIONS = [
    ("Tahan berapa lama kalau dikirim ke Jakarta?", "Aman sampai dua bulan selama belum dibuka."),
    ("Bisa pesan banyak untuk hajatan?", "Bisa, kabari dua minggu sebelumnya supaya kami siapkan."),
]


def make_trust(shops: list[Shop], cast: dict[str, User]) -> None:
    """Let the first shops show their papers, and buyers say what they think of what they received."""
    operator, photo = cast[people.BUDI.phone], _paper()
    with clock.set_back(days=20):
        for index, shop in enumerate(shops[:MOST_SHOPS]):
            _tell_more(shop, operator)
            _show_papers(shop, index, photo, operator)
    with clock.set_back(days=2):
        _review(operator)
        _ask(shops[:3], cast[people.RINA.phone], operator)
    _leave_something_to_do(shops[0].producers[0].seller, photo)


def _paper() -> str:
    """Return the name of a drawn paper in the private store."""
    drawn = draw_slip(title="Contoh surat izin", rows=[("Pemilik", "karangan"), ("Nomor", "karangan")])
    return private_storage().save("izin/contoh.jpg", clean_file(ContentFile(drawn, name="contoh.jpg")))


def _goods(shop: Shop) -> list[Product]:
    return list(Product.objects.on_sale().filter(seller=shop.producers[0].seller.partner).order_by("pk")[:MOST_GOODS])


def _tell_more(shop: Shop, operator: User) -> None:
    for index, product in enumerate(_goods(shop)):
        described = describe_product(
            product=product,
            how_made=HOW_MADE[shop.trade],
            is_made_to_order=shop.trade not in FOOD and index % 2 == 0,
            ships_abroad=shop.trade not in FOOD,
        )
        approve_product(product=described, by=operator)


def _show_papers(shop: Shop, index: int, photo: str, operator: User) -> None:
    seller, goods = shop.producers[0].seller, _goods(shop)
    said: dict[str, Any] = {"seller": seller, "photo": photo, "products": goods}
    permits = [send_permit(kind=Permit.Kind.NIB, number=f"91201{index:08d}", **said)]
    if shop.trade in FOOD and goods:
        permits.append(send_permit(kind=Permit.Kind.PIRT, number=f"2016402010{index:03d}-30", **said))
    if shop.trade in FOOD and goods and index % 3 != 2:
        permits.append(send_permit(kind=Permit.Kind.HALAL, number=f"ID6411000{index:06d}0426", **said))
    for permit in permits:
        see_permit(permit=permit, by=operator)


def _review(operator: User) -> None:
    """Let whoever has received something say so; the last waits to be read."""
    lines = Line.objects.filter(order__status__in=LEFT).select_related(
        "product__parent", "order__delivery__destination__regency"
    )
    received = list(lines.order_by("pk")[: len(REVIEWS)])
    for index, line in enumerate(received):
        score, body = REVIEWS[index % len(REVIEWS)]
        group = OrderGroup.objects.get(members__order=line.order)
        review = review_line(group=group, line=line, score=score, body=body, by=None)
        if index == len(received) - 1:
            continue
        show_review(review=review, by=operator)
        if index % 3 == 0 and reviewed_product(line):
            answer_review(review=review, text=THANKS)
            decide_answer(review=review, is_shown=True)


def _ask(shops: list[Shop], rina: User, operator: User) -> None:
    for shop in shops:
        for product, (text, reply) in zip(_goods(shop), QUESTIONS, strict=False):
            question = ask(product=product, text=text, user=rina)
            by = product.seller.users.first() or operator
            answer(question=question, text=reply, is_public=True, by=by)
            decide_question(question=question, is_shown=True, by=operator)


def _leave_something_to_do(seller: Seller, photo: str) -> None:
    """Leave a paper for the operator and a question for Ibu Sari."""
    goods = Product.objects.on_sale().filter(seller=seller.partner).order_by("-pk")[:1]
    send_permit(seller=seller, kind=Permit.Kind.PIRT, number="2016402019998-31", photo=photo, products=goods)
    for product in goods:
        ask(product=product, text="Apakah ada yang tidak pedas?", phone="+6281299990011")
