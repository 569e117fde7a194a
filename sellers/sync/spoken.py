"""What a maker says of a product with her own voice, recorded without a signal."""

from __future__ import annotations

from sellers.access import own_product
from sellers.sync.behalf import for_maker_of
from sellers.sync.edit_kinds import NO_PRODUCT
from sellers.sync.kinds import Done, NeedsAttention, Work, does
from sellers.sync.reading import whole
from sellers.sync.recordings import NO_VOICE, keep_recording, recording_in
from sellers.sync.voices import FIELD

OVERTAKEN = " Yang dipakai rekaman yang dibuat sesudahnya di tempat lain: lihat “Perlu dilihat”."


@does("set_voice")
def set_one(work: Work) -> Done:
    """Keep a recording with a product, in place of those that were made before; an operator hears it first."""
    product = own_product(work.shop, whole(work.data, "product", words=NO_PRODUCT))
    upload = recording_in(work)
    if upload is None:
        raise NeedsAttention(NO_VOICE, {"voice": NO_VOICE})
    in_her_name = for_maker_of(product, work, what="menyimpan rekaman suara")
    is_heard = keep_recording(upload, product, work)
    words = f"Suara untuk {product.title} tersimpan{in_her_name}."
    words += " Tampil setelah didengarkan petugas." if is_heard else OVERTAKEN
    return Done(words=words, result={"product": product.pk, "overtaken": [] if is_heard else [FIELD]})
