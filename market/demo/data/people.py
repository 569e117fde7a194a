"""The demo's people: a fixed cast to sign in as, and names for the rest."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Somebody to sign in as at /demo/. `role` is what /demo/ says of her."""

    phone: str
    name: str
    role: str
    shows: str
    next: str
    """Where one-click sign-in leads."""


SARI = Person(
    "+6281200000001", "Ibu Sari", "Produsen", "Toko yang sudah buka: produk, pesanan, dan Uang saya.", "/jual/"
)
RAHMAN = Person("+6281200000002", "Pak Rahman", "Produsen lain", "Tidak boleh melihat pesanan Ibu Sari.", "/jual/")
MURNI = Person("+6281200000003", "Ibu Murni", "Calon penjual", "Belum punya toko: daftar dari awal.", "/jual/")
HASAN = Person(
    "+6281200000004", "Pak Hasan", "Pengurus BUMDes", "Toko bersama beberapa produsen, belum punya rekening.", "/jual/"
)
RINA = Person("+6281200000005", "Rina", "Pembeli", "Belanja dari Jakarta; boleh juga tanpa masuk.", "/akun/")
DEWI = Person("+6281200000006", "Dewi", "Editor Diskominfo", "Menulis cerita dan tempat wisata.", "/kelola/")
BUDI = Person(
    "+6281200000007", "Budi", "Operator pasar", "Menyetujui toko dan produk; uang pasar ada di menu Uang.", "/kelola/"
)
ADMIN = Person("+6281200000008", "Admin", "Pengelola sistem", "Boleh semuanya, termasuk meja toko.", "/kelola/toko/")

OPERATOR = {
    "name": "Dinas Komunikasi dan Informatika (contoh)",
    "address": "Jalan Contoh No. 1, Tenggarong, Kutai Kartanegara 75511",
    "phone": "0812 0000 0000",
    "email": "pasar@contoh.id",
    "hours": "Senin–Jumat, 08.00–16.00 WITA",
    "hours_en": "Monday to Friday, 8.00–16.00 WITA (UTC+8)",
    "registration": "Nomor PSE: 000000.00/DJAI.PSE/00/0000 (contoh)",
}
"""Who runs the demo's market; nobody answers there."""

CAST = [SARI, RAHMAN, MURNI, HASAN, RINA, DEWI, BUDI, ADMIN]

AWANG = Person(
    "+6281200000009", "Pak Awang", "Editor Kukar", "Menulis di situs Kutai Kartanegara, dan hanya di sana.", "/kelola/"
)
NOOR = Person(
    "+6281200000010", "Ibu Noor", "Pemeriksa desa Kukar", "Memeriksa cerita dari desa, langkah pertama.", "/kelola/"
)
IDHAM = Person(
    "+6281200000011", "Pak Idham", "Pemeriksa dinas Kukar", "Memeriksa fakta untuk dinas, langkah kedua.", "/kelola/"
)
OFFICE = [AWANG, NOOR, IDHAM]
"""The people of the regency that has a site of its own; there once that is open."""

WOMEN = (
    "Aminah Aisyah Dahlia Rusmini Hamidah Jumiati Nurhayati Norjanah Salasiah Wahyuni Yohana Martha Agnes Lusia Yuliana "
    "Kristina Maria Rosita Fatimah Halimah Sumiati Kartini Juliana Theresia Elisabet Ruminah Masitah Norhidayah Siti Lisna"
).split()
MEN = (
    "Rahmat Hasan Yusuf Bahrun Syahrani Johan Antonius Petrus Markus Lukas Dahlan Idris Kaspul Sahrudin Jampang Paulus "
    "Yohanes Darmawan Suriansyah Herman"
).split()
FAMILIES = (
    "Lung Bulan Ubung Hong Laing Unyang Bayau Ngau Ajang Lawai Usat Ping Rahayu Wati Hartati Susanti Fitri Yanti Lestari "
    "Handayani Saputra Syah Noor Hidayat Effendi Jalung Tingang Sangen Mangkin Dehen"
).split()

SHOPS = {
    "dapur": ("Dapur {name}", "Rasa {village}", "Camilan {name}", "Dapur Hulu {village}"),
    "sungai": ("Ikan Sungai {village}", "Salai {name}", "Hasil Danau {village}"),
    "pesisir": ("Hasil Laut {village}", "Pesisir {name}"),
    "kebun": ("Kebun {name}", "Kebun {village}", "Hasil Bumi {village}"),
    "hutan": ("Madu {village}", "Hutan {village}", "Kelulut {name}"),
    "ladang": ("Ladang {village}", "Padi Gunung {name}"),
    "anyam": ("Anyaman {name}", "Rotan {village}", "Anyaman {village}"),
    "tenun": ("Tenun {name}", "Griya Tenun {village}"),
    "ukir": ("Manik {name}", "Ukir {village}", "Galeri {name}"),
}
MAKES = {
    "dapur": "camilan, sambal, dan kue",
    "sungai": "ikan asin dan ikan salai",
    "pesisir": "terasi, udang kering, dan sirup nipah",
    "kebun": "kopi, lada, dan gula aren",
    "hutan": "madu, teh, dan ramuan hutan",
    "ladang": "beras gunung dan sagu",
    "anyam": "anyaman rotan dan tikar",
    "tenun": "kain tenun",
    "ukir": "manik dan ukiran",
}
