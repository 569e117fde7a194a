"""A first guess at the category of a product from the words of its name; the operator has the last word."""

from __future__ import annotations

import re

from catalogue.models import Category

WORDS = {
    "camilan": "amplang keripik kripik kerupuk krupuk camilan cemilan peyek rempeyek stik kacang emping opak",
    "sambal-dan-bumbu": "sambal bumbu terasi rusip kecap bawang asam cabai saus gence",
    "lauk-kering": "abon ikan asin salai asap udang ebi dendeng rempah sepat biawan gabus haruan",
    "kue-dan-dodol": "kue roti dodol lempok wajik bolu ilat amparan bingka",
    "madu-dan-gula": "madu kelulut gula aren semut nira sirup nipah propolis",
    "kopi-dan-teh": "kopi teh wedang minuman jus bandrek robusta liberika tahongai",
    "beras-dan-rempah": "beras lada merica sahang kakao cokelat coklat sagu jahe kunyit serai kayu manis cengkih",
    "anyaman": "anyaman rotan bambu tikar topi tas keranjang purun lampit seraung anjat bakul",
    "kain-dan-tenun": "kain tenun ulap doyo batik sarung sulaman selendang sasirangan baju syal ecoprint",
    "ukiran-dan-manik": "ukiran ukir manik gelang kalung mandau patung talawang kerajinan dompet hiasan",
    "herbal-dan-minyak": "minyak sabun lulur herbal jamu gosok kelapa dayak",
}  # fmt: skip
"""Category slugs with the words that speak for them. A slug that the catalogue does not have is passed over."""


def guess_category(title: str, called: str = "") -> Category | None:
    """Return the category that is called so, else the one most of whose words are in the title, else in `called`."""
    named = Category.objects.filter(name__iexact=called.strip()).first() if called.strip() else None
    return named or _with_words_of(title) or _with_words_of(called)


def _with_words_of(text: str) -> Category | None:
    found = set(re.findall(r"[a-z]+", text.lower()))
    votes = {slug: len(found & set(words.split())) for slug, words in WORDS.items()}
    by_votes = [slug for slug in sorted(votes, key=lambda slug: -votes[slug]) if votes[slug]]
    known = {category.slug: category for category in Category.objects.filter(slug__in=by_votes)}
    return next((known[slug] for slug in by_votes if slug in known), None)
