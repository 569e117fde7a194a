"""Forms that editors put together: whatever people answer is kept, or they are told that it is not."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from openpyxl import load_workbook
from wagtail.contrib.forms.models import FormSubmission

from cms.models import FormPage, HomePage
from cms.pages import forms
from cms.pages.forms import FormQuestion
from market.accounts.models import User

pytestmark = pytest.mark.django_db
LEAD = "Kursus menganyam di balai desa."


@pytest.fixture
def form(home: HomePage) -> FormPage:
    cache.clear()
    page = home.add_child(instance=FormPage(title="Daftar kursus", lead=LEAD, slug="kursus", locale=home.locale))
    page.form_fields.add(FormQuestion(label="Website", field_type="singleline"))
    page.form_fields.add(FormQuestion(label="Alasan", field_type="multiline", required=False))
    page.save_revision().publish()
    return page


def send(client: Client, **answers: Any) -> str:
    return client.post("/kursus/", answers).content.decode()


def kept() -> list[Any]:
    return [each.get_data()["website"] for each in FormSubmission.objects.order_by("pk")]


def test_a_question_may_be_called_website(client: Client, form: FormPage) -> None:
    assert "Terkirim" in send(client, website="desa.example")
    assert kept() == ["desa.example"]


def test_a_machine_gets_the_thanks_and_leaves_nothing(client: Client, form: FormPage) -> None:
    assert f'name="{forms.TRAP}"' in client.get("/kursus/").content.decode()
    assert "Terkirim" in send(client, website="x", **{forms.TRAP: "x"})
    assert kept() == []


def test_who_is_too_many_is_told_and_keeps_what_was_typed(
    client: Client, form: FormPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "MOST_IN_AN_HOUR", 1)
    for _ in range(3):
        send(client, website="")  # mistakes do not count
    assert "Terkirim" in send(client, website="satu")
    text = send(client, website="dua", alasan="Ingin belajar.")
    assert "Coba lagi nanti." in text
    assert 'value="dua"' in text
    assert "Ingin belajar." in text
    assert kept() == ["satu"]


def test_an_answer_is_no_book(client: Client, form: FormPage) -> None:
    send(client, website="satu", alasan="x" * (forms.MOST_LETTERS + 1))
    assert kept() == []


def test_answers_are_no_formulas_in_the_files_that_editors_take_along(
    client: Client, editor: User, form: FormPage
) -> None:
    send(client, website='=HYPERLINK("https://jahat.example")', alasan="Satu\x01 dua")
    client.force_login(editor)
    address = f"/kelola/forms/submissions/{form.pk}/"
    plain = b"".join(client.get(address, {"export": "csv"}).streaming_content).decode()
    assert "\"'=HYPERLINK(" in plain
    sheet = b"".join(client.get(address, {"export": "xlsx"}).streaming_content)
    [_heading, row] = load_workbook(BytesIO(sheet)).active.values
    assert row[1:] == ('\'=HYPERLINK("https://jahat.example")', "Satu  dua")
