"""/jual/: the phone pages of sellers, in Indonesian."""

from django.urls import path

from sellers.views import goods, orders, sizes, start

app_name = "workshop"
urlpatterns = [
    path("", start.home, name="home"),
    path("daftar/", start.apply, name="apply"),
    path("produk/", goods.products, name="products"),
    path("produk/baru/", goods.add, name="add"),
    path("produk/<int:number>/", goods.edit, name="edit"),
    path("produk/<int:number>/habis/", goods.sold_out, name="sold_out"),
    path("produk/<int:number>/ada/", goods.restock, name="restock"),
    path("produk/<int:number>/ukuran/", sizes.add, name="add_size"),
    path("ukuran/<int:number>/", sizes.edit, name="edit_size"),
    path("pesanan/", orders.orders, name="orders"),
    path("pesanan/<slug:number>/", orders.order, name="order"),
]
