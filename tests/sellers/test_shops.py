"""A shop is applied for, opened, or sent back."""

from __future__ import annotations

import pytest

from cms.models import VillagePage
from cms.tree.actions import build_site_tree
from market.accounts.models import User
from market.notify.models import Message
from market.outbox.actions import carry_out
from market.outbox.models import Effect
from sellers.actions import AlreadySells, NotWaiting, apply_to_sell, approve_seller, reject_seller
from sellers.models import Producer, Seller
from tests.remembered import once
from tests.sellers.conftest import apply

pytestmark = pytest.mark.django_db


def test_it_waits_closed_until_an_operator_opens_it(newcomer, operator):
    seller = newcomer.seller
    assert (seller.status, seller.partner.is_open) == ("waiting", False)
    approve_seller(seller=seller, by=operator)
    seller.refresh_from_db()
    seller.partner.refresh_from_db()
    assert (seller.status, seller.partner.is_open) == ("open", True)
    assert seller.reviewed_by == operator
    assert seller.reviewed_at


def test_it_tells_the_producer_in_plain_words_with_a_link(newcomer, settings):
    approve_seller(seller=newcomer.seller, by=None)
    message = Message.objects.get(template="seller_approved")
    assert message.phone == "+6281234567003"
    assert "Madu Yuliana" in message.text
    assert f"{settings.BASE_URL}/jual/" in message.text


def test_it_is_sent_back_with_a_note_and_may_be_sent_in_again(newcomer, operator, sangatta):
    reject_seller(seller=newcomer.seller, by=operator, note="Desa belum benar")
    assert "Desa belum benar" in Message.objects.get(template="seller_rejected").text
    newcomer.seller.refresh_from_db()
    assert newcomer.seller.status == "rejected"
    again = apply_to_sell(
        user=newcomer.user, name="Yuliana", shop_name="Madu Hutan", village=sangatta, makes="madu kelulut"
    )
    assert again.pk == newcomer.pk
    seller = Seller.objects.get()
    assert (seller.status, seller.partner.name, seller.partner.village) == ("waiting", "Madu Hutan", sangatta)
    assert seller.partner.code == "madu-yuliana", "the address stays"


def test_it_is_decided_once(newcomer):
    approve_seller(seller=newcomer.seller, by=None)
    for decide in (approve_seller, reject_seller):
        with pytest.raises(NotWaiting):
            decide(seller=newcomer.seller, by=None)
    assert Message.objects.count() == 1


def test_a_village_gets_its_page_again_when_another_shop_opens_there(newcomer, siti):
    once(build_site_tree)
    asked = Effect.objects.filter(kind="cms.village_pages")
    carry_out(asked.get().pk)
    for page in VillagePage.objects.order_by("-pk"):
        page.delete()
    assert not VillagePage.objects.exists()

    approve_seller(seller=newcomer.seller, by=None)
    carry_out(asked.latest("pk").pk)
    assert {page.village for page in VillagePage.objects.all()} == {siti.village}


def test_nobody_opens_two_shops(newcomer, muara_kaman):
    with pytest.raises(AlreadySells):
        apply_to_sell(user=newcomer.user, name="x", shop_name="y", village=muara_kaman, makes="z")
    assert Producer.objects.count() == 1


def test_its_address_is_its_name_and_never_taken_twice(muara_kaman):
    codes = [apply(f"+62812345680{n:02}", "Siti", "Dapur Ibu Siti!", muara_kaman).seller.pk for n in range(3)]
    assert list(Seller.objects.filter(pk__in=codes).order_by("pk").values_list("partner__code", flat=True)) == [
        "dapur-ibu-siti",
        "dapur-ibu-siti-muara-kaman-ulu",
        "dapur-ibu-siti-muara-kaman-ulu-2",
    ]


def test_it_calls_the_person_by_the_name_given(muara_kaman):
    user = User.objects.create_user("+6281234567099")
    producer = apply_to_sell(user=user, name="Nur Aini", shop_name="Aini", village=muara_kaman, makes="sambal")
    user.refresh_from_db()
    assert user.first_name == "Nur Aini"
    assert producer.phone == user.phone
    assert list(producer.seller.partner.users.all()) == [user]
