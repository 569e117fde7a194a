"""Stripe's stand-in for tests and the demo: loopback only, never with a live key. Floor 0c, doors.

`manage.py stripe_double` runs it; tests use `running_double` from `market.gateways.stripe.double.running`.
"""
