"""A batch is written down, gets a code for its packs, and may be called back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from catalogue.codes import new_code
from catalogue.models import Batch, Product
from catalogue.templatetags.storefront import weight
from sellers.actions.review import tell_shop

if TYPE_CHECKING:
    from market.accounts.models import User
    from sellers.models import Seller

TRIES = 5
CODE_IS_TAKEN = "catalogue_batch_code_key"
"""The name of the database's constraint that no two batches have one code."""


class NotApproved(Exception):
    """No operator has let the product's name through, so it is printed on no label of ours."""


def record_batch(
    *,
    seller: Seller,
    product: Product,
    made_on: date,
    best_before: date | None,
    quantity: int,
    by: User | None,
    note: str = "",
    reference: UUID,
) -> Batch:
    """Return a batch of a product, or of one of its sizes, with a code of its own; a form sent twice is one batch.

    Names and place are kept as they are now, as they will be printed.

    Raises:
        NotApproved: an operator has yet to look at the product.
    """
    known = Batch.objects.filter(reference=reference, seller=seller.partner).first()
    if known is not None:
        return known
    whole = product.parent or product
    if whole.moderation != Product.Moderation.APPROVED or whole.producer is None:
        raise NotApproved(product.pk)
    said = {"made_on": made_on, "best_before": best_before, "quantity": quantity, "note": note.strip()}
    kept = {"title": product.get_title(), "maker": whole.producer.name, "content": content_of(product)}
    return _with_free_code(
        Batch(
            reference=reference,
            product=product,
            seller=seller.partner,
            village=whole.village,
            created_by=by,
            **said,
            **kept,
        )
    )


@transaction.atomic
def withdraw_batch(*, batch: Batch, why: str, by: User) -> Batch:
    """Call a batch back: whoever scans its packs from now on is told so. It cannot be undone."""
    locked = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if not locked.is_withdrawn:
        locked.withdrawn_at, locked.withdrawn_why, locked.withdrawn_by = timezone.now(), why, by
        locked.save(update_fields=["withdrawn_at", "withdrawn_why", "withdrawn_by"])
    return locked


@transaction.atomic
def call_back(*, batch: Batch, why: str, by: User) -> bool:
    """Call a batch back in its seller's stead and tell the shop; False, and nobody is told, when it was already."""
    if Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk).is_withdrawn:
        return False
    called_back = withdraw_batch(batch=batch, why=why, by=by)
    tell_shop(
        called_back.seller,
        template="batch_withdrawn",
        at=called_back.withdrawn_at or timezone.now(),
        address="workshop:batches",
        number=called_back.spoken_code,
        title=called_back.title,
        why=called_back.get_withdrawn_why_display(),
    )
    return True


def content_of(product: Product) -> str:
    """Return what is in one pack as a label says it: the net weight, else the size, else one of its unit."""
    whole = product.parent or product
    grams = product.net_weight_g or whole.net_weight_g
    if grams and not product.is_child:
        return weight(grams)
    return (product.title if product.is_child else "")[:40] or f"1 {whole.get_unit_of_sale_display()}"


def _with_free_code(batch: Batch) -> Batch:
    for _attempt in range(TRIES):
        try:
            with transaction.atomic():
                batch.save(force_insert=True)
        except IntegrityError as refused:
            same = Batch.objects.filter(reference=batch.reference, seller=batch.seller).first()
            if same is not None:  # sent twice at once
                return same
            if _constraint_of(refused) != CODE_IS_TAKEN:
                raise
            batch.code = new_code()
        else:
            return batch
    raise RuntimeError("no code was free")


def _constraint_of(refused: IntegrityError) -> str:
    """Return the name of the constraint for which the database refused a row."""
    return getattr(getattr(refused.__cause__, "diag", None), "constraint_name", None) or ""
