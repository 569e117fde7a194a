"""Reviews: by the buyer of a line that was handed over, read by staff, answered once, counted on the product."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation

from catalogue.models import Product
from catalogue.reviews.actions import NothingWaits, answer_review, decide_answer, refuse_review, show_review
from catalogue.reviews.models import ProductReview
from market.accounts.models import User
from market.notify.models import Message
from market.settlement.models import OrderGroup
from market.shop.order.actions import hand_over
from market.shop.order.models import Order
from market.shop.order.reviewing import author_name, review_line
from sellers.models import Producer
from tests.sellers.conftest import listed, signed_in, sized
from tests.sellers.purchases import bought

pytestmark = pytest.mark.django_db


def handed_over(*goods: tuple[Product, int]) -> Order:
    """Return an order that is on its way."""
    order = bought(*goods)[0]
    hand_over(order=order, carrier="JNE", tracking_number="1", by=order.membership.seller.users.get())
    order.refresh_from_db()
    return order


def rate_page(order: Order) -> str:
    return reverse("checkout:rate", args=[order.membership.group.secret, order.number, order.lines.get().pk])


def written(order: Order, score: int = 4, body: str = "Renyah.") -> ProductReview:
    group = OrderGroup.objects.get(members__order=order)
    return review_line(group=group, line=order.lines.get(), score=score, body=body, by=None)


def _rate_link(buyer: Client, track: str) -> tuple[str, str]:
    """Return what the link to the review of her goods is called, and how the review stands."""
    found = re.search(
        r'/ulasan/\d+/">(Ulasan Anda|Ulas)[^<]*</a>\s*(?:<span[^>]*>([^<]*))?', buyer.get(track).content.decode()
    )
    assert found
    return found[1], found[2] or ""


def standing(product: Product) -> tuple[float | None, int]:
    product.refresh_from_db()
    return product.rating, product.review_count


def test_a_buyer_writes_from_her_purchase_and_staff_read_it_first(on_sale: Product, operator: User) -> None:
    order = handed_over((on_sale, 1))
    track = reverse("checkout:track", args=[order.membership.group.secret])
    buyer, page = Client(), rate_page(order)
    assert page in buyer.get(track).content.decode()
    assert _rate_link(buyer, track) == ("Ulas", "")
    assert 'type="radio"' in buyer.get(page).content.decode()
    assert "Pilih satu sampai lima" in buyer.post(page, {"score": "6", "body": "x"}).content.decode()

    said = {"score": "4", "body": "Renyah. <script>alert(1)</script>"}
    for _ in range(2):  # pressed twice
        assert buyer.post(page, said)["Location"] == track
    review = ProductReview.objects.get()
    assert (review.name, review.product, review.score) == ("Siti, Jakarta Selatan", on_sale, 4)
    assert standing(on_sale) == (None, 0)
    assert _rate_link(buyer, track) == ("Ulasan Anda", "menunggu petugas")
    assert "Renyah" not in buyer.get(on_sale.get_absolute_url() + "ulasan/").content.decode()

    desk = signed_in(operator)
    address = reverse("approvals:words", args=["ulasan", review.pk])
    assert address in desk.get(reverse("approvals:index")).content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', desk.get(address).content.decode())[1]  # type: ignore[index]
    desk.post(address, {"decision": "approve", "seen": seen})
    assert standing(on_sale) == (4.0, 1)
    assert _rate_link(buyer, track) == ("Ulasan Anda", "sudah tampil")
    shown = buyer.get(on_sale.get_absolute_url() + "ulasan/").content.decode()
    assert "Siti, Jakarta Selatan" in shown
    assert "&lt;script&gt;" in shown
    assert "<script>alert" not in shown
    assert {message.template for message in Message.objects.filter(template__startswith="review")} == {
        "review_shown",
        "review_came",
    }
    assert "sudah tampil" in buyer.post(page, {"score": "1", "body": "Berubah"}, follow=True).content.decode()
    assert standing(on_sale) == (4.0, 1)


def test_the_product_page_shows_a_few_in_one_query(
    on_sale: Product, operator: User, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        assert "Belum ada ulasan" in render_to_string("oscar/catalogue/parts/reviews.html", {"product": on_sale})
    for score in (5, 4):
        show_review(review=written(handed_over((on_sale, 1)), score, f"Kata {score}"), by=operator)
    on_sale.refresh_from_db()
    with django_assert_num_queries(1), translation.override("en"):
        page = render_to_string("oscar/catalogue/parts/reviews.html", {"product": on_sale, "has_reviews": True})
    assert page.index('lang="id"><p>Kata 4') < page.index('lang="id"><p>Kata 5')
    assert "4.5" in page


def test_a_review_of_a_size_is_of_its_product(siti: Producer, on_sale: Product, operator: User) -> None:
    order = handed_over((on_sale, 1))
    order.lines.update(product=sized(on_sale))
    show_review(review=written(order), by=operator)
    assert standing(on_sale) == (4.0, 1)


def test_nobody_writes_of_what_has_not_left_the_seller(on_sale: Product) -> None:
    for is_paid in (False, True):
        order = bought((on_sale, 1), is_paid=is_paid)[0]
        answer = Client().post(rate_page(order), {"score": "5", "body": "Bagus"}, follow=True)
        assert "belum sampai" in answer.content.decode()
    assert not ProductReview.objects.exists()


def test_a_stranger_finds_no_line_to_write_of(siti: Producer, ratna: Producer, on_sale: Product) -> None:
    theirs, mine = handed_over((on_sale, 1)), handed_over((on_sale, 1))
    secret = mine.membership.group.secret
    for wrong in (
        ["x", theirs.number, theirs.lines.get().pk],
        [secret, theirs.number, theirs.lines.get().pk],
        [secret, mine.number, theirs.lines.get().pk],
    ):
        address = reverse("checkout:rate", args=wrong)
        assert Client().get(address).status_code == 404
        assert Client().post(address, {"score": "1", "body": "x"}).status_code == 404
    assert not ProductReview.objects.exists()


def test_a_seller_does_not_praise_her_own_goods(siti: Producer, on_sale: Product) -> None:
    order = handed_over((on_sale, 1))
    page = signed_in(siti.user).post(rate_page(order), {"score": "5", "body": "Enak"}).content.decode()
    assert "toko sendiri" in page
    OrderGroup.objects.filter(members__order=order).update(buyer_phone=siti.user.phone)
    assert "toko sendiri" in Client().post(rate_page(order), {"score": "5", "body": "Enak"}).content.decode()
    assert not ProductReview.objects.exists()


def test_what_is_sent_back_may_be_mended_and_says_why(on_sale: Product, operator: User) -> None:
    order = handed_over((on_sale, 1))
    review = written(order, body="Hubungi 0812")
    desk, address = signed_in(operator), reverse("approvals:words", args=["ulasan", review.pk])
    assert "Tulis apa yang perlu" in desk.post(address, {"decision": "reject"}).content.decode()
    desk.post(address, {"decision": "reject", "note": "Jangan tulis nomor telepon."})
    assert "nomor telepon" in Message.objects.get(template="review_refused").text
    assert "nomor telepon" in Client().get(rate_page(order)).content.decode()
    assert desk.get(address).status_code == 404
    assert written(order, body="Enak").pk == review.pk
    show_review(review=review, by=operator)
    with pytest.raises(NothingWaits):
        refuse_review(review=review, by=operator, note="x")
    assert standing(on_sale) == (4.0, 1)


def test_an_operator_elsewhere_and_a_seller_decide_nothing(
    siti: Producer, on_sale: Product, operator_elsewhere: User, editor: User
) -> None:
    review = written(handed_over((on_sale, 1)))
    address = reverse("approvals:words", args=["ulasan", review.pk])
    assert signed_in(operator_elsewhere).post(address, {"decision": "approve"}).status_code == 404
    for nobody in (siti.user, editor):
        assert signed_in(nobody).post(address, {"decision": "approve"}).status_code in (302, 403)
    review.refresh_from_db()
    assert review.status == ProductReview.FOR_MODERATION


def test_she_answers_once_and_staff_read_it_first(
    siti: Producer, ratna: Producer, on_sale: Product, operator: User
) -> None:
    review = show_review(review=written(handed_over((on_sale, 1))), by=operator)
    address = reverse("workshop:review", args=[review.pk])
    assert signed_in(ratna.user).post(address, {"text": "Bohong"}).status_code == 404
    client = signed_in(siti.user)
    assert "Renyah." in client.get(reverse("workshop:reviews")).content.decode()
    client.post(address, {"text": "Terima kasih"})
    public = on_sale.get_absolute_url() + "ulasan/"
    assert "Terima kasih" not in Client().get(public).content.decode()

    desk = signed_in(operator)
    desk.post(reverse("approvals:words", args=["jawaban", review.pk]), {"decision": "reject", "note": "Lebih ramah."})
    assert "Lebih ramah." in client.get(address).content.decode()
    client.post(address, {"text": "Terima kasih banyak"})
    desk.post(reverse("approvals:words", args=["jawaban", review.pk]), {"decision": "approve"})
    assert 'lang="id"><p>Terima kasih banyak' in Client().get(public).content.decode()
    assert client.post(address, {"text": "Lagi"}).status_code == 404
    with pytest.raises(NothingWaits):
        answer_review(review=review, text="Lagi")
    with pytest.raises(NothingWaits):
        decide_answer(review=review, is_shown=False)


def test_nobody_reads_reviews_of_what_is_not_on_sale(siti: Producer, on_sale: Product) -> None:
    waits = listed(siti, title="Abon")
    assert Client().get(reverse("catalogue:reviews", args=[waits.slug, waits.pk])).status_code == 404
    wrong = Client().get(reverse("catalogue:reviews", args=["salah", on_sale.pk]))
    assert wrong["Location"] == on_sale.get_absolute_url() + "ulasan/"


@pytest.mark.parametrize(
    ("name", "shown"), [("Rina Wati Sari", "Rina"), ("Ibu Rina Wati", "Ibu Rina"), ("Pak", "Pak"), ("", "")]
)
def test_it_shows_a_first_name_and_no_more(name: str, shown: str) -> None:
    assert author_name(name, Order()) == shown
