"""/jual/produk/<number>/kepercayaan/ and /jual/izin/: what a seller may add so that buyers trust her."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sellers.access import (
    in_name_of,
    makers_of,
    makers_under,
    permit_of,
    permits_of,
    picture_of,
    product_of,
    with_open_shop,
)
from sellers.actions import (
    FirstPicture,
    PermitExists,
    TooManyPictures,
    describe_product,
    make_first,
    remove_picture,
    send_permit,
    take_back_permit,
)
from sellers.fields import number_in
from sellers.forms_trust import AboutForm, PermitForm
from sellers.models import Permit
from sellers.registers.photos import MOST_PICTURES
from sellers.views.goods import what_follows
from sellers.views.payments import private_file

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest, HttpResponse

    from catalogue.models import Product
    from sellers.models import Seller

SAID = ("how_made", "is_made_to_order", "ships_abroad")
ASKED = ("kind", "name", "number", "valid_until", "products")


@require_http_methods(["GET", "HEAD", "POST"])
@with_open_shop
def about(request: HttpRequest, shop: Seller, number: int) -> HttpResponse:
    """Ask what else there is to say about a product, and show what permits cover it; all of it may be left out."""
    product = product_of(request, shop, number)
    form = AboutForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        product=product,
        initial={name: getattr(product, name) for name in SAID},
    )
    if request.method == "POST" and form.is_valid() and (changed := _describe(request, form, product)):
        messages.success(request, what_follows(changed))
        return redirect("workshop:about", product.pk) if form.picture else redirect("workshop:products")
    context = {
        "form": form,
        "shop": shop,
        "product": product,
        "most_pictures": MOST_PICTURES,
        "permits": Permit.objects.kept().covering(product).order_by("-pk"),
        "today": timezone.localdate(),
        "here": "products",
    }
    return render(request, "sellers/about.html", context)


def _describe(request: HttpRequest, form: AboutForm, product: Product) -> Product | None:
    answers = {name: form.cleaned_data[name] for name in SAID}
    try:
        with in_name_of(request, makers_of(product), "menceritakan produk", product.title, product.pk):
            return describe_product(product=product, picture=form.picture, **answers)
    except TooManyPictures:
        form.refuse_photo()
        return None


@require_POST
@with_open_shop
def remove_photo(request: HttpRequest, shop: Seller, number: int) -> HttpResponse:
    """Take one of the further pictures of a product away."""
    image = picture_of(request, shop, number)
    whose = image.product
    try:
        with in_name_of(request, makers_of(whose), "menghapus foto", whose.title, whose.pk):
            remove_picture(image=image)
    except FirstPicture:
        messages.error(request, "Foto utama tidak bisa dihapus. Ganti, atau jadikan foto lain yang utama dulu.")
    else:
        messages.success(request, "Foto dihapus.")
    return redirect("workshop:about", whose.pk)


@require_POST
@with_open_shop
def main_photo(request: HttpRequest, shop: Seller, number: int) -> HttpResponse:
    """Let another of a product's pictures be the one that lists show."""
    image = picture_of(request, shop, number)
    whose = image.product
    with in_name_of(request, makers_of(whose), "memilih foto utama", whose.title, whose.pk):
        make_first(image=image)
    messages.success(request, "Foto utama diganti.")
    return redirect("workshop:about", whose.pk)


@require_safe
@with_open_shop
def permits(request: HttpRequest, shop: Seller) -> HttpResponse:
    """List the shop's permits and how they stand."""
    found = permits_of(shop).order_by("-pk").prefetch_related("products")
    context = {"shop": shop, "permits": found, "today": timezone.localdate(), "here": "products"}
    return render(request, "sellers/permits.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_open_shop
def add_permit(request: HttpRequest, shop: Seller) -> HttpResponse:
    """Ask for one permit; keep every answer, the photo included, until all are right."""
    return _ask(request, shop, None)


@require_http_methods(["GET", "HEAD", "POST"])
@with_open_shop
def edit_permit(request: HttpRequest, shop: Seller, number: int) -> HttpResponse:
    """Change a permit; what is changed is looked at again."""
    return _ask(request, shop, permit_of(request, shop, number))


@require_POST
@with_open_shop
def remove_permit(request: HttpRequest, shop: Seller, number: int) -> HttpResponse:
    """Show a permit no more."""
    found = permit_of(request, shop, number)
    with in_name_of(request, makers_under(found), "menarik izin", found, found.pk):
        take_back_permit(permit=found, by=request.user)
    messages.success(request, f"{found} tidak ditampilkan lagi.")
    return redirect("workshop:permits")


@require_safe
@with_open_shop
def permit_photo(request: HttpRequest, shop: Seller, number: int) -> FileResponse:
    """Answer the photo of a permit of this shop."""
    found = permit_of(request, shop, number)
    return private_file(found.photo, name=f"izin-{found.pk}")


def _ask(request: HttpRequest, shop: Seller, permit: Permit | None) -> HttpResponse:
    product = _asked_about(request, shop)
    form = PermitForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        shop=shop,
        permit=permit,
        initial=_answers(permit) if permit else {"products": [product.pk] if product else []},
    )
    if request.method == "POST" and form.is_valid() and _send(request, form, shop, permit):
        messages.success(request, "Izin terkirim. Petugas akan melihatnya sebelum ditampilkan.")
        return redirect("workshop:about", product.pk) if product else redirect("workshop:permits")
    form.fields["photo"].required = not form.photo_name  # for its label only: what was sent has been looked at
    context = {"form": form, "shop": shop, "permit": permit, "product": product, "here": "products"}
    return render(request, "sellers/permit_form.html", context)


def _send(request: HttpRequest, form: PermitForm, shop: Seller, permit: Permit | None) -> bool:
    answers = {name: form.cleaned_data[name] for name in ASKED}
    makers = makers_of(*answers["products"], *(permit.products.all() if permit else ()))
    try:
        with in_name_of(request, makers, "mengirim izin", answers["number"], permit.pk if permit else ""):
            send_permit(seller=shop, permit=permit, photo=form.photo_name, **answers)
    except PermitExists:
        form.add_error("number", "Izin dengan nomor ini sudah ada di daftar Anda. Ubah yang itu saja.")
        return False
    return True


def _asked_about(request: HttpRequest, shop: Seller) -> Product | None:
    """Return the product that she came from, so that she comes back to it; None without one."""
    number = number_in(request.GET.get("produk", ""))
    return product_of(request, shop, number) if number else None


def _answers(permit: Permit) -> dict[str, object]:
    return {name: getattr(permit, name) for name in ("kind", "name", "number", "valid_until")} | {
        "products": list(permit.products.values_list("pk", flat=True))
    }
