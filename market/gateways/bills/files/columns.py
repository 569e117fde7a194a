"""Which column is which: banks name them in their own words, and put their letterhead above them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from market.gateways.bills.files.table import Row, UnreadableStatement

DAY = """tanggal tgl date posting_date postdate post_date transaction_date trans_date tran_date tgl_tran
    tanggal_transaksi tgl_transaksi tanggal_posting tgl_posting waktu_transaksi txn_date tanggal_mutasi tgl_mutasi"""
TEXT = """keterangan uraian uraian_transaksi deskripsi description remarks remark additional_desc
    additionaldesc desk_tran rincian_transaksi keterangan_transaksi transaction_description narasi berita nama_pengirim
    reference_no no_referensi"""
AMOUNT = "jumlah nominal amount mutasi nilai jumlah_mutasi nominal_transaksi jumlah_transaksi transaction_amount"
SIDE = "d_k db_cr dk dbcr debit_kredit debit_credit debet_kredit tipe jenis type jenis_transaksi glsign c_d cr_db k_d"
DEBIT = "debet debit mutasi_debet mutasi_debit debit_amount debet_rp debit_rp dana_keluar penarikan uang_keluar keluar"
CREDIT = "kredit credit mutasi_kredit credit_amount kredit_rp dana_masuk setoran uang_masuk masuk"
ACCOUNT = "no_rekening norek account_no accountno nomor_rekening account_number"
NAMES = {
    name: role
    for role, names in {
        "day": DAY, "text": TEXT, "amount": AMOUNT, "side": SIDE, "debit": DEBIT, "credit": CREDIT, "account": ACCOUNT,
    }.items()
    for name in names.split()
}  # fmt: skip
DEEPEST_HEADER = 60


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The place of each column; -1 where there is none. Either `amount` or both `debit` and `credit` are there."""

    day: int = -1
    amount: int = -1
    side: int = -1
    debit: int = -1
    credit: int = -1
    account: int = -1
    text: list[int] = field(default_factory=list)

    @property
    def missing(self) -> list[str]:
        """Return, in words, which columns a statement needs and these lack."""
        missing = [] if self.day >= 0 else ["tanggal"]
        if self.amount < 0 and min(self.debit, self.credit) < 0:
            missing.append("jumlah, atau debet dan kredit")
        return missing


def find_header(rows: list[Row]) -> tuple[int, Columns]:
    """Return the index of the row that names the columns, and what they are.

    Raises:
        UnreadableStatement: when none does; it says which columns were found nowhere.
    """
    best = Columns()
    for index, (_, cells) in enumerate(rows[:DEEPEST_HEADER]):
        columns = _columns(cells)
        if not columns.missing:
            return index, columns
        if len(columns.missing) < len(best.missing):
            best = columns
    raise UnreadableStatement(
        f"Kolom yang tidak ditemukan: {'; '.join(best.missing)}. "
        "Berkas mutasi harus punya baris judul, misalnya Tanggal, Keterangan, Debet, Kredit."
    )


def _columns(cells: list[str]) -> Columns:
    places: dict[str, int] = {}
    text: list[int] = []
    for place, cell in enumerate(cells):
        role = NAMES.get(_plain(cell), "")
        if role == "text":
            text.append(place)
        elif role:
            places.setdefault(role, place)
    amount = places.get("amount", -1)
    if "side" not in places and 0 <= amount < len(cells) - 1 and cells[amount + 1] == "":
        places["side"] = amount + 1  # BCA leaves the column of DB and CR without a name
    return Columns(**places, text=text)


def _plain(title: str) -> str:
    title = re.sub(r"\((?:rp|idr)\.?\)", "", title.lower())
    return re.sub(r"[^a-z]+", "_", title).strip("_")
