"""What Stripe tells of a payment that cannot be, or is not for us: each is a reason to book nothing."""

from __future__ import annotations

from collections.abc import Iterator

from market.gateways.stripe.known import Known
from market.gateways.stripe.money import is_whole


def doubts_about(known: Known, *, livemode: bool) -> Iterator[str]:
    """Yield in words what is wrong with a payment as Stripe tells it; `livemode` is our key's."""
    session = known.session
    if session.id != known.asked:
        yield f"Stripe answered with {session.id}"
    if session.livemode is not livemode:
        yield "the mode is not our key's"
    if session.mode != "payment":
        yield f"a session of mode {session.mode}"
    if not is_whole(session.amount_total, session.currency):
        yield f"{session.amount_total} is no whole rupiah"
    yield from _about_the_intent(known, livemode)
    if known.is_paid:
        yield from _about_the_charge(known)


def _about_the_intent(known: Known, livemode: bool) -> Iterator[str]:
    intent, session = known.intent, known.session
    if intent is None:
        return
    if intent.livemode is not livemode:
        yield "the payment's mode is not our key's"
    if intent.on_behalf_of or intent.transfer_data:
        yield "the money goes to another account"
    if intent.application_fee_amount:
        yield "somebody else takes a fee of it"
    if intent.currency != session.currency:
        yield f"paid in {intent.currency}, asked in {session.currency}"
    if intent.amount != session.amount_total:
        yield f"the payment is of {intent.amount}, the session of {session.amount_total}"
    if not is_whole(intent.amount_received, intent.currency):
        yield f"{intent.amount_received} is no whole rupiah"
    reference = intent.metadata.to_dict().get("reference")
    if reference and reference != session.client_reference_id:
        yield f"the payment is for {reference}"


def _about_the_charge(known: Known) -> Iterator[str]:
    charge, intent = known.charge, known.intent
    if charge is None or intent is None:
        yield "nothing was charged for it"
        return
    if not charge.paid or not charge.captured or charge.status != "succeeded":
        yield "its charge did not succeed"
    if charge.payment_intent not in (intent.id, None):
        yield "its charge is of another payment"
    if charge.livemode is not intent.livemode or charge.currency != intent.currency:
        yield "its charge is of another kind"
    if charge.amount_captured != intent.amount_received:
        yield f"its charge took {charge.amount_captured}, not {intent.amount_received}"
    if charge.on_behalf_of or charge.transfer_data or charge.application_fee_amount:
        yield "its charge went to another account"
    if known.given_back > charge.amount_captured:
        yield "more was given back than was taken"
    if not is_whole(known.given_back, charge.currency):
        yield f"{known.given_back} was given back, which is no whole rupiah"
