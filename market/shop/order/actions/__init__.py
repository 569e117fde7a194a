"""What happens to orders once they are placed: money comes, or does not; goods go, and arrive; some go back."""

from market.shop.order.actions.answering import NotAnswerable, accept_line, can_answer, decline_line
from market.shop.order.actions.goods import NotHandedOver, NotPaid, hand_over, receive
from market.shop.order.actions.holding import hold_for_proof
from market.shop.order.actions.leaving import (
    NotCancellable,
    can_cancel,
    cancel_order,
    cancel_unpaid,
    change_method,
    refund_order,
)
from market.shop.order.actions.locks import lock
from market.shop.order.actions.money import (
    HoldStays,
    NotPayable,
    close_payment,
    prepare_payments,
    release_hold,
    start_payments,
    take_payment_news,
)

__all__ = [
    "HoldStays",
    "NotAnswerable",
    "NotCancellable",
    "NotHandedOver",
    "NotPaid",
    "NotPayable",
    "accept_line",
    "can_answer",
    "can_cancel",
    "cancel_order",
    "cancel_unpaid",
    "change_method",
    "close_payment",
    "decline_line",
    "hand_over",
    "hold_for_proof",
    "lock",
    "prepare_payments",
    "receive",
    "refund_order",
    "release_hold",
    "start_payments",
    "take_payment_news",
]
