"""Addresses that Stripe calls; mounted at /hooks/stripe/."""

from django.urls import path

from market.gateways.stripe.views import receive

urlpatterns = [path("", receive, name="stripe_webhook")]
