"""Pages for buyers; the phone pages of sellers are in workshop_urls, as they exist in Indonesian only."""

from django.urls import path, re_path

from market.pagecache.numbers import NUMBER
from sellers.views import asking, passport, public

app_name = "sellers"
urlpatterns = [
    path("toko/<slug:slug>/", public.shop, name="shop"),
    re_path(r"^desa/(?P<code>[0-9.]{2,13})/$", public.village, name="village"),
    re_path(rf"^produk/(?P<product_slug>[\w-]*)-(?P<pk>{NUMBER})/tanya/$", asking.ask_seller, name="ask"),
    path("p/", passport.look_up, name="look_up"),
    re_path(r"^p/(?P<code>[^/]{1,40})/?$", passport.passport, name="passport"),
    path("tanya/<slug:secret>/", asking.read_answer, name="answer"),
]
