"""Stripe's stand-in for tests and the demo: loopback only, never with a live key. Floor 0c, doors."""
