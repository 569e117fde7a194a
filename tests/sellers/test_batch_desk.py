"""An operator finds a batch by its code and calls it back; its shop is told."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from catalogue.models import Batch, Product
from market.accounts.models import User
from market.notify.models import Message
from sellers.actions.batches import call_back, withdraw_batch
from sellers.models import Producer
from tests.batches import a_batch
from tests.sellers.conftest import signed_in

pytestmark = pytest.mark.django_db
DESK = reverse("approvals:batches")


@pytest.fixture
def batch(siti: Producer, on_sale: Product) -> Batch:
    return a_batch(siti, on_sale)


def one(batch: Batch) -> str:
    return reverse("approvals:batch", args=[batch.code])


def test_it_is_found_by_the_code_as_it_is_typed(batch: Batch, operator: User) -> None:
    desk = signed_in(operator)
    assert batch.title in desk.get(DESK).content.decode()
    assert desk.get(DESK, {"kode": f" {batch.spoken_code.lower()} "}).headers["Location"] == one(batch)
    assert "Kode ini tidak ada" in desk.get(DESK, {"kode": "AAAA-AAAA"}).content.decode()


def test_it_is_called_back_once_with_a_reason_and_the_shop_is_told(
    batch: Batch, operator: User, siti: Producer
) -> None:
    desk = signed_in(operator)
    assert "Pilih alasannya." in desk.post(one(batch), {"why": ""}).content.decode()
    for why in ("unsafe", "quality"):
        desk.post(one(batch), {"why": why})
    batch.refresh_from_db()
    assert (batch.withdrawn_why, batch.withdrawn_by) == ("unsafe", operator)
    message = Message.objects.get(template="batch_withdrawn")
    assert siti.user is not None
    assert (message.phone, batch.spoken_code in message.text) == (siti.user.phone, True)
    assert 'name="why"' not in desk.get(one(batch)).content.decode()
    assert "ditarik" in desk.get(reverse("sellers:passport", args=[batch.code])).content.decode().lower()


def test_the_shop_is_not_told_of_what_it_has_called_back_itself(batch: Batch, operator: User, siti: Producer) -> None:
    read = Batch.objects.get(pk=batch.pk)
    assert siti.user is not None
    withdraw_batch(batch=batch, why="pack", by=siti.user)
    assert not call_back(batch=read, why="unsafe", by=operator)
    batch.refresh_from_db()
    assert (batch.withdrawn_why, batch.withdrawn_by) == ("pack", siti.user)
    assert not Message.objects.filter(template="batch_withdrawn").exists()


def test_it_is_not_called_back_when_the_shop_cannot_be_told(batch: Batch, operator: User, settings: Any) -> None:
    settings.BASE_URL = None
    with pytest.raises(AttributeError):
        call_back(batch=batch, why="unsafe", by=operator)
    batch.refresh_from_db()
    assert not batch.is_withdrawn


def test_nobody_else_calls_it_back(batch: Batch, operator_elsewhere: User, siti: Producer) -> None:
    elsewhere = signed_in(operator_elsewhere)
    assert batch.title not in elsewhere.get(DESK).content.decode()
    assert elsewhere.post(one(batch), {"why": "unsafe"}).status_code == 404
    assert siti.user is not None
    for address in (DESK, one(batch)):
        assert signed_in(siti.user).get(address).status_code in (302, 403)
    batch.refresh_from_db()
    assert not batch.is_withdrawn
