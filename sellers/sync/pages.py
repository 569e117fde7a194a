"""The pages' own forms write as phones do: each field that was changed, with what its writer saw before."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction

from sellers.registers.counting import say_stock
from sellers.registers.merge import Author, Change
from sellers.sync.edits import fields_of, values_of, write_fields

if TYPE_CHECKING:
    from django.forms import Form

    from catalogue.models import Product
    from market.accounts.models import User
    from market.pictures.models import Picture

WRITTEN = ("title", "label", "price", "unit_of_sale", "packaging", "shipping_weight_g", "stock")


def show_what_was_seen(form: Form) -> None:
    """Let a form carry along what it showed, so that only what was changed counts."""
    for name in set(WRITTEN) & set(form.fields):
        form.fields[name].show_hidden_initial = True


@transaction.atomic
def write_form(form: Form, thing: Product, *, by: User, now: datetime, picture: Picture | None = None) -> Product:
    """Write what somebody changed in a form that is right; stock counts only when she changed it.

    Raises:
        SizeExists: another size of the product has this name.
    """
    present = values_of(thing)
    changes = [_change(form, name, present[name]) for name in fields_of(thing)]
    written = write_fields(
        thing=thing,
        changes=[change for change in changes if change.value != change.base],
        author=Author(by=by, made_at=now, operation=str(uuid4())),
        picture=picture,
        is_sent=True,
    )
    if "stock" in form.changed_data and "stock" in form.cleaned_data:
        say_stock(thing=written.product, stock=form.cleaned_data["stock"], by=by, now=now)
    return written.product


def _change(form: Form, name: str, present: str) -> Change:
    asked = "label" if name == "title" and "label" in form.fields else name
    return Change(field=name, base=_seen(form, asked, present), value=str(form.cleaned_data[asked]))


def _seen(form: Form, asked: str, present: str) -> str:
    """Return what the page showed; a page that did not say so is taken to have shown what is there."""
    shown = form.data.get(form.add_initial_prefix(asked))
    try:
        return present if shown is None else str(form.fields[asked].clean(shown))
    except ValidationError:
        return present
