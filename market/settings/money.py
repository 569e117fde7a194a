"""What holds of money: the ways to pay, what is kept back, and how long goods wait for it."""

from market.settings import env

PAYMENT_GATEWAYS = [  # the first is taken where nobody chose
    "market.gateways.stripe.gateway.StripeGateway",
    "market.gateways.transfer.gateway.TransferGateway",
    "market.gateways.qris.gateway.QrisGateway",
    "market.gateways.cash.gateway.CashGateway",
]
STRIPE_SECRET_KEY = env.text("STRIPE_SECRET_KEY")
STRIPE_WEBHOOK_SECRETS = env.names("STRIPE_WEBHOOK_SECRETS")
STRIPE_API_BASE = env.text("STRIPE_API_BASE")
PPH22_IS_WITHHELD = env.flag("PPH22_IS_WITHHELD")  # 0.5 % of goods, for the state
PAYOUT_MINIMUM = env.whole("PAYOUT_MINIMUM", 50_000)  # rupiah; less waits for the next payout
QRIS_PROVIDER = env.text("QRIS_PROVIDER")  # such as market.gateways.qris.http_provider.HttpProvider
QRIS_PROVIDER_URL = env.text("QRIS_PROVIDER_URL")
QRIS_PROVIDER_HEADERS = env.text("QRIS_PROVIDER_HEADERS", "{}")
QRIS_PROVIDER_BODY = env.text(
    "QRIS_PROVIDER_BODY",
    '{"id": "{number}", "amount": "{amount}", "description": "{description}", "expires_at": "{expires_at}"}',
)
QRIS_PROVIDER_READS = env.text(
    "QRIS_PROVIDER_READS",
    '{"payload": "payload", "status": "status", "amount": "amount", "event": "event", "number": "id"}',
)
QRIS_PROVIDER_PAID = [word.lower() for word in env.names("QRIS_PROVIDER_PAID", "paid,settlement,completed")]
QRIS_CALLBACK_SECRETS = env.names("QRIS_CALLBACK_SECRETS")
ACCOUNT_CHANGE_HOURS = env.whole("ACCOUNT_CHANGE_HOURS", 48)  # before a changed bank account or QRIS is used
RECEIVED_AFTER_DAYS = env.whole("RECEIVED_AFTER_DAYS", 7)  # after the last promised day, when the buyer is silent
UNPAID_PER_BUYER = env.whole("UNPAID_PER_BUYER", 3)  # purchases that hold goods without money at the same time
UNPAID_PER_NETWORK = env.whole("UNPAID_PER_NETWORK", 30)  # the same, of all guests behind one network address
RATE_DAYS = env.whole("RATE_DAYS", 30)  # after which an exchange rate is not shown any more
GUEST_HOLD_MINUTES = env.whole("GUEST_HOLD_MINUTES", 120)  # by transfer or QRIS, until a photo of the payment comes
