"""Pages for buyers; the phone pages of sellers are in workshop_urls, as they exist in Indonesian only."""

from django.urls import path, re_path

from sellers.views import asking, public

app_name = "sellers"
urlpatterns = [
    path("toko/<slug:slug>/", public.shop, name="shop"),
    re_path(r"^desa/(?P<code>[0-9.]{2,13})/$", public.village, name="village"),
    re_path(r"^produk/(?P<product_slug>[\w-]*)-(?P<pk>[0-9]{1,18})/tanya/$", asking.ask_seller, name="ask"),
    path("tanya/<slug:secret>/", asking.read_answer, name="answer"),
]
