"""/jual/: the phone pages of sellers, in Indonesian."""

from django.urls import path

from sellers.views import accounts, answers, goods, money, orders, payments, sizes, start, trust

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
    path("produk/<int:number>/kepercayaan/", trust.about, name="about"),
    path("foto/<int:number>/hapus/", trust.remove_photo, name="remove_photo"),
    path("ukuran/<int:number>/", sizes.edit, name="edit_size"),
    path("izin/", trust.permits, name="permits"),
    path("izin/baru/", trust.add_permit, name="add_permit"),
    path("izin/<int:number>/", trust.edit_permit, name="edit_permit"),
    path("izin/<int:number>/foto/", trust.permit_photo, name="permit_photo"),
    path("izin/<int:number>/hapus/", trust.remove_permit, name="remove_permit"),
    path("pertanyaan/", answers.questions, name="questions"),
    path("pertanyaan/nomor/", answers.show_number, name="show_number"),
    path("pertanyaan/<int:number>/", answers.question, name="question"),
    path("ulasan/", answers.reviews, name="reviews"),
    path("ulasan/<int:number>/", answers.review, name="review"),
    path("pesanan/", orders.orders, name="orders"),
    path("pesanan/<slug:number>/", orders.order, name="order"),
    path("pesanan/<slug:number>/tunai/", orders.cash, name="cash"),
    path("pesanan/<slug:number>/batal/", orders.cancel, name="cancel"),
    path("pembayaran/", payments.payments, name="payments"),
    path("pembayaran/<slug:bill>/", payments.payment, name="payment"),
    path("pembayaran/<slug:bill>/bukti/", payments.proof, name="payment_proof"),
    path("uang/", money.money, name="money"),
    path("uang/laporan/", money.report, name="report"),
    path("uang/laporan/unduh/", money.report_file, name="report_file"),
    path("uang/kembali/", payments.refunds, name="refunds"),
    path("uang/kembali/<int:number>/", payments.refund, name="refund"),
    path("uang/pencairan/<slug:number>/bukti/", money.payout_proof, name="payout_proof"),
    path("uang/rekening/", accounts.accounts, name="accounts"),
    path("uang/rekening/<slug:kind>/", accounts.account, name="account"),
    path("uang/rekening/<slug:kind>/batal/", accounts.stop, name="stop_account"),
]
