"""Addresses of the demo, wired only where `settings.DEMO` says so."""

from django.urls import path

from market.demo import views

app_name = "demo"

urlpatterns = [
    path("", views.home, name="home"),
    path("pesan/", views.messages, name="messages"),
    path("pesan/balas/", views.reply, name="reply"),
    path("masuk/", views.sign_in, name="sign_in"),
    path("jam/", views.move_clock, name="clock"),
]
