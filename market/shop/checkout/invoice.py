"""A receipt as a PDF on A4: names in Latin, Greek or Cyrillic letters, others spelt in Latin; any number of pages."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from market.settlement.templatetags.money import rupiah
from market.shop.checkout.lettering import BOLD, PLAIN, drawable, load_fonts
from market.shop.checkout.receipt import Receipt, SellerReceipt
from market.shop.checkout.receipt_words import address_of_market, paid_words, refund_words, standing_words

INK, SOFT, LINE, RIVER = (HexColor(code) for code in ("#1d2724", "#55605a", "#e2d8c4", "#0f5149"))
WIDTHS = (85 * mm, 21 * mm, 32 * mm, 36 * mm)


def invoice_of(receipt: Receipt) -> bytes:
    """Return the PDF in the language that is active."""
    load_fonts()
    page = BytesIO()
    document = SimpleDocTemplate(
        page,
        pagesize=A4,
        leftMargin=18 * mm,
        rightMargin=18 * mm,
        topMargin=16 * mm,
        bottomMargin=18 * mm,
        title=_("Faktur %(number)s") % {"number": receipt.group.number},
        author=settings.SITE_NAME,
    )
    foot = _Foot(receipt.group.number)
    document.build(list(_story(receipt)), onFirstPage=foot, onLaterPages=foot)
    return page.getvalue()


class _Foot:
    """The line at the end of each page."""

    def __init__(self, number: str) -> None:
        self.number = number

    def __call__(self, canvas: Any, document: Any) -> None:
        canvas.setFont(PLAIN, 8)
        canvas.setFillColor(SOFT)
        canvas.drawString(18 * mm, 10 * mm, f"{settings.SITE_NAME} · {self.number}")
        canvas.drawRightString(A4[0] - 18 * mm, 10 * mm, _("Halaman %(number)s") % {"number": document.page})


def _style(size: float = 9.5, *, is_bold: bool = False, color: Any = INK, **more: Any) -> ParagraphStyle:
    font = BOLD if is_bold else PLAIN
    return ParagraphStyle("p", fontName=font, fontSize=size, leading=size * 1.35, textColor=color, **more)


def _words(text: object, *, is_bold: bool = False, is_right: bool = False, **more: Any) -> Paragraph:
    plain = drawable("".join(letter for letter in str(text) if letter.isprintable()))
    alignment = {"alignment": TA_RIGHT} if is_right else {}
    return Paragraph(escape(plain), _style(is_bold=is_bold, **alignment, **more))


def _story(receipt: Receipt) -> Iterator[Flowable]:
    yield from _head(receipt)
    for part in receipt.parts:
        yield from _part(part)
    yield KeepTogether([_sums(receipt), Spacer(0, 4 * mm), *_payments(receipt)])


def _head(receipt: Receipt) -> Iterator[Flowable]:
    group = receipt.group
    placed = date_format(timezone.localtime(group.placed_at), "j F Y, H.i")
    left = [_words(settings.SITE_NAME, size=17, is_bold=True, color=RIVER), _words(address_of_market(), color=SOFT)]
    right = [
        _words(_("Faktur %(number)s") % {"number": group.number}, size=12, is_bold=True, is_right=True),
        _words(f"{placed} WITA", is_right=True, color=SOFT),
        _words(standing_words(receipt), is_right=True, is_bold=True),
    ]
    yield Table([[left, right]], colWidths=[94 * mm, 80 * mm], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])
    yield Spacer(0, 5 * mm)
    yield _words(_("Pembeli"), color=SOFT)
    yield _words(group.buyer_name, is_bold=True)
    for line in receipt.address:
        yield _words(line)
    yield Spacer(0, 3 * mm)


def _part(part: SellerReceipt) -> Iterator[Flowable]:
    yield KeepTogether(
        [
            Spacer(0, 4 * mm),
            _words(part.seller, size=11.5, is_bold=True),
            _words(" · ".join(filter(None, [part.place, part.number])), color=SOFT),
            Spacer(0, 2 * mm),
        ]
    )
    yield Table(_rows(part), colWidths=WIDTHS, repeatRows=1, style=_table_style(len(part.items)))
    for refund in part.refunds:
        yield _words(refund_words(refund), color=SOFT)
    if part.tax:
        words = _("PPh 22 %(amount)s dipungut dari toko untuk negara; tidak menambah harga Anda.")
        yield _words(words % {"amount": rupiah(part.tax)}, color=SOFT)


def _rows(part: SellerReceipt) -> list[list[Any]]:
    head = [_words(_("Barang"), color=SOFT)]
    head += [_words(text, is_right=True, color=SOFT) for text in (_("Banyak"), _("Harga"), _("Jumlah"))]
    goods = [
        [_words(item.title), *(_words(told, is_right=True) for told in (item.quantity, rupiah(item.price)))]
        + [_words(rupiah(item.total), is_right=True)]
        for item in part.items
    ]
    taken_off = [_sum_row(name, f"−{rupiah(amount)}") for name, amount in part.discounts]
    delivery = _sum_row(part.delivery, rupiah(part.charge) if part.charge else _("Gratis"))
    return [head, *goods, *taken_off, delivery, _sum_row(_("Jumlah"), rupiah(part.total), is_bold=True)]


def _sum_row(name: str, amount: str, *, is_bold: bool = False) -> list[Any]:
    return [_words(name, is_bold=is_bold), "", "", _words(amount, is_bold=is_bold, is_right=True)]


def _table_style(goods: int) -> TableStyle:
    return TableStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
            ("LINEBELOW", (0, 0), (-1, 0), 0.6, LINE),
            ("LINEBELOW", (0, goods), (-1, goods), 0.6, LINE),
            ("LINEABOVE", (0, -1), (-1, -1), 0.6, LINE),
        ]
    )


def _sums(receipt: Receipt) -> Flowable:
    rows = [_sum_row(_("Semuanya"), rupiah(receipt.total), is_bold=True)]
    if receipt.still_to_pay:
        rows.append(_sum_row(_("Sudah dibayar"), rupiah(receipt.paid)))
        rows.append(_sum_row(_("Belum dibayar"), rupiah(receipt.still_to_pay)))
    if receipt.refunded:
        rows.append(_sum_row(_("Dikembalikan"), f"−{rupiah(receipt.refunded)}"))
    lines = [("LINEABOVE", (0, 0), (-1, 0), 1.2, RIVER), ("LEFTPADDING", (0, 0), (0, -1), 0)]
    lines += [("RIGHTPADDING", (-1, 0), (-1, -1), 0)]
    return Table(rows, colWidths=WIDTHS, style=lines, spaceBefore=6 * mm)


def _payments(receipt: Receipt) -> Iterator[Flowable]:
    for paid in receipt.payments:
        yield _words(paid_words(paid), color=SOFT)
    if receipt.is_cash:
        yield _words(_("Dibayar tunai saat barang diterima."), color=SOFT)
