"""A first guess at the category of a product from the words of its name; the operator has the last word."""

from __future__ import annotations

import re

from catalogue.models import Category

WORDS = {
    "makanan-ringan": "amplang keripik kripik kerupuk krupuk camilan cemilan peyek rempeyek stik kacang kue roti "
    "dodol emping opak rengginang wajik bolu lempok",
    "lauk-dan-bumbu": "sambal bumbu abon ikan asin terasi rusip rempah kecap lada merica bawang ebi udang dendeng "
    "asap jahe kunyit serai saus",
    "madu-dan-gula": "madu kelulut gula aren semut nira sirup propolis",
    "minuman": "kopi teh wedang minuman jus cokelat coklat kakao bandrek",
    "kerajinan": "anyaman rotan bambu tikar topi tas keranjang ukiran ukir manik gelang kalung mandau patung purun "
    "lampit seraung anjat bakul kerajinan dompet hiasan",
    "kain-dan-pakaian": "kain tenun ulap doyo batik sarung sulaman selendang baju syal ecoprint",
    "hasil-kebun": "beras durian pisang sayur buah kelapa kratom sagu singkong jagung sahang",
}  # fmt: skip
"""Category slugs with the words that speak for them. A slug that the catalogue does not have is passed over."""


def guess_category(title: str) -> Category | None:
    """Return the category most of whose words are in the title; None when no word speaks for any."""
    found = set(re.findall(r"[a-z]+", title.lower()))
    votes = {slug: len(found & set(words.split())) for slug, words in WORDS.items()}
    by_votes = [slug for slug in sorted(votes, key=lambda slug: -votes[slug]) if votes[slug]]
    known = {category.slug: category for category in Category.objects.filter(slug__in=by_votes)}
    return next((known[slug] for slug in by_votes if slug in known), None)
