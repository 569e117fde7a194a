"""Purchases and their money, commission and discounts, what sellers are owed and paid. Amounts are whole rupiah."""

from market.settlement.models.earnings import Reconciliation, SellerPayout, SellerTransfer
from market.settlement.models.methods import PaymentMethod
from market.settlement.models.purchases import (
    GroupMember,
    OrderGroup,
    Payment,
    PaymentSplit,
    new_number,
    new_secret,
)
from market.settlement.models.refunds import Refund
from market.settlement.models.rules import CommissionLine, CommissionRate, DiscountLine, Funding
from market.settlement.models.tax import StatementLetter

__all__ = [
    "CommissionLine",
    "CommissionRate",
    "DiscountLine",
    "Funding",
    "GroupMember",
    "OrderGroup",
    "Payment",
    "PaymentMethod",
    "PaymentSplit",
    "Reconciliation",
    "Refund",
    "SellerPayout",
    "SellerTransfer",
    "StatementLetter",
    "new_number",
    "new_secret",
]
