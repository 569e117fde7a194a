"""Cards through Stripe Checkout; the only code that imports stripe. Floor 0c, doors."""
