"""A shop and a desk at which all has happened that its people may meet, for walks through every screen."""

from __future__ import annotations

from uuid import uuid4

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow

from catalogue.reviews.actions import show_review
from cms.blocks.bodies import compose
from cms.contributed.actions import send_story
from cms.contributed.words import StoryWords
from cms.models import HomePage, StoryIndexPage, StoryPage
from cms.review.workflows import NAME
from market.accounts.models import User
from market.accounts.roles import VILLAGE_CHECKER, appoint
from market.settlement.models import SellerPayout
from market.shop.order.actions import hand_over, receive
from market.shop.order.reviewing import review_line
from sellers.actions import add_size
from sellers.actions.questions import ask
from sellers.permit_models import private_storage
from tests.batches import a_batch
from tests.cast import Cast, a_person, a_product
from tests.sellers.conftest import signed_in
from tests.sellers.consents import a_maker, agreed, made_hub
from tests.sellers.permits import sent
from tests.sellers.purchases import bill_for, bought, bought_straight, carry_out_all, prove


def busy_seller(cast: Cast) -> User:
    """Return Ibu Sari; the site's pages must have been laid out. Something of each kind waits for her."""
    sari, amplang = cast.sari_producer, cast.amplang
    _buy(cast)
    add_size(product=a_product(sari, "Madu kelulut", 60_000, cast.budi), label="Besar", price=90_000, stock=3,
             shipping_weight_g=900)  # fmt: skip
    a_batch(sari, amplang)
    sent(sari, amplang)
    ask(product=amplang, text="Berapa lama tahannya?", phone="+6281399990001")
    payout = SellerPayout.objects.create(
        partner=sari.seller.partner, amount=63_750, until=timezone.localdate(), status="paid", paid_at=timezone.now()
    )
    payout.proof.save("slip.pdf", ContentFile(b"%PDF-1.7"))
    words = StoryWords("Ibu dan kualinya", "Ibu menggoreng sejak subuh.\n\nIkannya dari danau.", amplang.village)
    send_story(sender=cast.sari, reference=uuid4(), words=words, now=timezone.now())
    return cast.sari


def busy_hub(cast: Cast) -> User:
    """Return Pak Rahman, whose shop is a hub by now: one maker has agreed, and he has done something in her name."""
    hub = made_hub(cast.rahman_producer)
    imah = a_maker(hub)
    consent = agreed(imah)
    private_storage().save(consent.file.name, ContentFile(b"\xff\xd8\xff"))
    mat = a_product(imah, "Tikar purun", 60_000, cast.budi)
    his = signed_in(cast.rahman)
    his.post(reverse("workshop:sold_out", args=[mat.pk]))
    file = ContentFile(b"Nama produk;Harga\nTikar;abc\n", "produk.csv")
    his.post(
        reverse("workshop:send_goods"),
        {"file": file, "packaging": "plastik", "shipping_weight_g": "500", "stock": "0"},
    )
    carry_out_all()
    return cast.rahman


def _buy(cast: Cast) -> None:
    """Let one order wait to be sent, one be reviewed, one be paid straight, and one be given back."""
    bought((cast.amplang, 1))
    received = bought((cast.amplang, 1))[0]
    hand_over(order=received, carrier="JNE", tracking_number="1", by=cast.sari)
    receive(order=received)
    received.refresh_from_db()
    line = received.lines.get()
    review = review_line(group=received.membership.group, line=line, score=4, body="Renyah.", by=None)
    show_review(review=review, by=cast.budi)
    prove(bought_straight(cast.amplang))
    given_back, seller = bought_straight(cast.amplang), signed_in(cast.sari)
    seller.post(reverse("workshop:payment", args=[bill_for(given_back).external_id]))
    seller.post(reverse("workshop:cancel", args=[given_back.number]), {"reason": "Panen gagal"})
    carry_out_all()


def busy_checker(cast: Cast) -> User:
    """Return who checks for Ibu Sari's village; a story with words of each kind waits for her."""
    checker = a_person(21, "Pak Edi")
    appoint(user=checker, role=VILLAGE_CHECKER, regency=cast.amplang.village.district.regency)
    index = StoryIndexPage.objects.child_of(HomePage.objects.get(locale__language_code="id")).get()
    body = compose([("text", "<h2>Dari dapur</h2><p>Digoreng <b>pagi-pagi</b>.</p>"), ("product", cast.amplang)])
    said = {"title": "Satu kuali", "lead": "Ikan pipih dari Mahakam, digoreng pagi-pagi.", "body": body}
    page = StoryPage(**said, village=cast.amplang.village, live=False, owner=cast.dewi, locale=index.locale)
    index.add_child(instance=page)
    page.save_revision(user=cast.dewi)
    Workflow.objects.get(name=NAME).start(page, cast.dewi)
    return checker
