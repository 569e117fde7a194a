"""What QRIS codes say: right ones are read, wrong ones refused with a sentence, and one payment's code is made."""

from __future__ import annotations

import string
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from market.gateways.qris import payload as qris
from market.gateways.qris.payload import UnusableQris, checksum, for_payment, read, read_sticker
from tests.market.gateways.qris.stickers import RAHMAN, SARI, field, payload

QRIS_PART = field("00", "ID.CO.QRIS.WWW") + field("02", "ID1026123456789")

TAKEN = {
    "as printed": SARI,
    "with a line break around it": f"\n {SARI} \n",
    "a name of 44 letters": payload(f59="KOPERASI SERBA USAHA WARGA MUARA KAMAN ULU 1"),
    "no kind": payload(f01=None),
    "no postcode": payload(f61=None),
    "no additions": payload(f62=None),
    "the wallet's part under another name": payload(f26=None, f45=field("00", "COM.DOMPET.WWW")),
    "QRIS's part in small letters": payload(f51=QRIS_PART.replace("ID.CO.QRIS.WWW", "id.co.qris.www")),
    "a tip asked for": payload(f55="01"),
    "a fixed surcharge": payload(f55="02", f56="1000"),
    "another language": payload(f64=field("00", "EN") + field("01", "SARI")),
    "an unreserved field": payload(f80=field("00", "SOMETHING")),
}

REFUSED = {
    "nothing": ("", qris.EMPTY),
    "blanks": ("  \n", qris.EMPTY),
    "a web address": ("https://contoh.example/bayar", qris.STRANGE),
    "a phone number": ("081234567890", qris.STRANGE),
    "half of it": (SARI[:90], qris.TORN),
    "without its checksum": (SARI[:-8], qris.TORN),
    "a checksum in small letters": (RAHMAN[:-4] + RAHMAN[-4:].lower(), qris.TORN),
    "another checksum": (SARI[:-4] + "0000", qris.TORN),
    "a letter of another alphabet": (SARI.replace("SARI", "SАRI"), qris.TORN),
    "a line break inside": (SARI.replace("IBU SARI", "IBU\nSARI"), qris.TORN),
    "twice": (SARI + SARI, qris.TORN),
    "endless": (payload(**{f"f{n}": "A" * 99 for n in range(80, 86)}), qris.STRANGE),
    "another form": (payload(f00="02"), qris.TORN),
    "neither static nor dynamic": (payload(f01="13"), qris.TORN),
    "dollars": (payload(f53="840"), qris.FOREIGN),
    "no currency": (payload(f53=None), qris.FOREIGN),
    "Singapore": (payload(f58="SG"), qris.FOREIGN),
    "no country": (payload(f58=None), qris.FOREIGN),
    "no name": (payload(f59=None), qris.NO_NAME),
    "a blank name": (payload(f59="   "), qris.NO_NAME),
    "no city": (payload(f60=None), qris.NO_NAME),
    "no category": (payload(f52=None), qris.TORN),
    "a category in words": (payload(f52="FOOD"), qris.TORN),
    "no merchant": (payload(f51=None), qris.NO_MERCHANT),
    "no NMID": (payload(f51=field("00", "ID.CO.QRIS.WWW") + field("03", "UMI")), qris.NO_MERCHANT),
    "an NMID of another kind": (payload(f51=field("00", "ID.CO.QRIS.WWW") + field("02", "12345")), qris.NO_MERCHANT),
    "two merchants": (payload(f50=QRIS_PART), qris.NO_MERCHANT),
    "a part that does not add up": (payload(f26="0099ABC"), qris.TORN),
    "a part that is no field": (payload(f26="HELLO"), qris.TORN),
    "an addition that does not add up": (payload(f62="0799A"), qris.TORN),
    "a fraction of a rupiah": (payload(f01="12", f54="10000.50"), qris.ODD_AMOUNT),
    "an amount in words": (payload(f01="12", f54="SEPULUH"), qris.ODD_AMOUNT),
    "nothing to pay": (payload(f01="12", f54="0"), qris.ODD_AMOUNT),
    "more than QRIS carries": (payload(f01="12", f54="10000001"), qris.TOO_MUCH),
}


@pytest.mark.parametrize("habit", TAKEN)
def test_it_reads_what_shops_have(habit: str) -> None:
    sticker = read_sticker(TAKEN[habit])
    assert sticker.merchant_id == "ID1026123456789"
    assert sticker.text == TAKEN[habit].strip()
    assert for_payment(sticker, amount=58_000, bill_number="PB-1-pay-1").amount == 58_000


@pytest.mark.parametrize("mistake", REFUSED)
def test_it_refuses_what_is_wrong_and_says_why(mistake: str) -> None:
    text, sentence = REFUSED[mistake]
    with pytest.raises(UnusableQris) as refusal:
        read(text)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize("text", [payload(f01="12"), payload(f54="5000"), payload(f01="12", f54="5000.00")])
def test_it_takes_no_code_of_one_payment_for_a_sticker(text: str) -> None:
    read(text)
    with pytest.raises(UnusableQris, match="stiker QRIS tetap"):
        read_sticker(text)


def test_it_reads_name_place_kind_and_amount() -> None:
    found = read(payload(f01="12", f54="100003.00", f62=field("01", "INV-7")))
    assert (found.merchant_name, found.city, found.category) == ("DAPUR IBU SARI", "KUTAI KARTANEGA", "5499")
    assert (found.is_dynamic, found.amount, found.bill_number) == (True, 100_003, "INV-7")


def test_it_knows_the_checksum_of_the_standard() -> None:
    assert checksum("123456789") == "29B1"  # the published check value of CRC-16/CCITT-FALSE


def test_it_refuses_every_change_of_one_letter() -> None:
    letters = string.digits + string.ascii_letters + string.punctuation + " \té"
    for place, letter in enumerate(SARI):
        for other in letters:
            if other != letter:
                with pytest.raises(UnusableQris):
                    read(SARI[:place] + other + SARI[place + 1 :])


def test_it_refuses_every_letter_left_out_doubled_or_swapped() -> None:
    for place, letter in enumerate(SARI):
        wrong = [SARI[:place] + SARI[place + 1 :], SARI[:place] + letter + SARI[place:]]
        if letter != SARI[place + 1 : place + 2]:
            wrong.append(SARI[:place] + SARI[place + 1 : place + 2] + letter + SARI[place + 2 :])
        for text in wrong:
            if text != SARI:
                with pytest.raises(UnusableQris):
                    read(text)


@settings(max_examples=300)
@given(st.text(max_size=300))
def test_it_refuses_any_other_text_and_never_breaks(text: str) -> None:
    with pytest.raises(UnusableQris):
        read(text)


@settings(max_examples=300)
@given(st.text(alphabet=string.printable, max_size=120))
def test_it_never_breaks_on_a_right_checksum_over_nonsense(middle: str) -> None:
    body = f"000201{middle}6304"
    with suppress(UnusableQris):
        read(body + checksum(body))


LETTERS = st.text(alphabet=string.ascii_uppercase + string.digits + " .&'-", min_size=1, max_size=44).filter(str.strip)


@settings(max_examples=200)
@given(
    name=LETTERS,
    city=LETTERS,
    amount=st.integers(1, qris.MOST),
    number=st.from_regex(r"PB-[A-Z0-9]{4}-[A-Z0-9]{4}-pay-[0-9]{1,3}", fullmatch=True),
    tip=st.sampled_from([{}, {"f55": "01"}, {"f55": "02", "f56": "2500"}, {"f55": "03", "f57": "0.7"}]),
    order=st.randoms(use_true_random=False),
)
def test_it_makes_one_payments_code_and_reads_it_back(
    name: str, city: str, amount: int, number: str, tip: dict[str, str], order: object
) -> None:
    sticker = read(payload(f59=name, f60=city, **tip))
    made = for_payment(sticker, amount=amount, bill_number=number)
    assert read(made.text) == made
    names = [field_name for field_name, _ in made.fields]
    assert names == sorted(names)
    assert not {"55", "56", "57"} & set(names)
    assert (made.is_dynamic, made.amount, made.bill_number) == (True, amount, number[-25:])
    untouched = {"00", "26", "51", "52", "53", "58", "59", "60", "61"}
    assert {f for f in made.fields if f[0] in untouched} == {f for f in sticker.fields if f[0] in untouched}


def test_it_puts_fields_in_order_whatever_the_stickers_order() -> None:
    parts = sorted(read(SARI).fields, reverse=True)
    body = "000201" + "".join(field(*part) for part in parts if part[0] not in ("00", "63")) + "6304"
    made = for_payment(read(body + checksum(body)), amount=1, bill_number="1")
    assert [name for name, _ in made.fields] == sorted(name for name, _ in made.fields)


def test_it_keeps_the_terminal_when_the_additions_are_too_long() -> None:
    long = read(payload(f62=field("05", "R" * 25) + field("07", "A01") + field("08", "B" * 50)))
    made = for_payment(long, amount=1, bill_number="PB-ABCD-EFGH-pay-1")
    assert dict(made.fields)["62"] == field("01", "PB-ABCD-EFGH-pay-1") + field("07", "A01")


@pytest.mark.parametrize("amount", [0, -1, 10_000_001, True, 12.0, "5"])
def test_it_makes_no_code_for_an_impossible_amount(amount: int) -> None:
    with pytest.raises(UnusableQris):
        for_payment(read(SARI), amount=amount, bill_number="1")


def test_it_carries_ten_million_and_one_rupiah() -> None:
    for amount in (1, 10_000_000):
        assert for_payment(read(SARI), amount=amount, bill_number="1").amount == amount
