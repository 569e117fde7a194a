"""Addresses under `/akun/` of what a buyer keeps."""

from django.urls import path

from market.shop.keeping.views import addresses, wishes

app_name = "keeping"

urlpatterns = [
    path("alamat/", addresses.index, name="addresses"),
    path("alamat/baru/", addresses.add, name="add_address"),
    path("alamat/<int:pk>/", addresses.edit, name="edit_address"),
    path("alamat/<int:pk>/hapus/", addresses.delete, name="delete_address"),
    path("alamat/<int:pk>/utama/", addresses.set_default, name="default_address"),
    path("favorit/", wishes.index, name="favourites"),
    path("favorit/<int:pk>/", wishes.favourite, name="favourite"),
    path("kabari/<int:pk>/", wishes.wait, name="wait"),
]
