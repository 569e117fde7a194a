"""Who is there, which addresses there are, and what each is answered: the tables of `test_everyone_everywhere.py`."""

from __future__ import annotations

ROLES = {
    "anybody": None,
    "buyer": "rina",
    "other buyer": "tono",
    "seller": "sari",
    "other seller": "rahman",
    "editor": "dewi",
    "operator": "budi",
}

# What may be answered. "jual" leads to the start of the sellers' pages, "on" to some other page of ours.
PAGE, SIGN_IN, JUAL, ON, BAD, SHUT, NONE, NO_WAY = "page", "sign in", "jual", "on", "bad", "shut", "none", "no way"
Words = str | dict[str, str]

HERS = {"anybody": SIGN_IN, "seller": PAGE, "other seller": NONE, "*": JUAL}
HER_BUTTON = {"anybody": SIGN_IN, "other seller": NONE, "*": JUAL}
SELLERS = {"anybody": SIGN_IN, "seller": PAGE, "other seller": PAGE, "*": JUAL}
APPLICANTS = {"anybody": SIGN_IN, "seller": JUAL, "other seller": JUAL, "*": PAGE}
NOBODYS = {"anybody": SIGN_IN, "seller": NONE, "other seller": NONE, "*": JUAL}
SIGNED_IN = {"anybody": SIGN_IN, "*": PAGE}
HER_STORY = {"anybody": SIGN_IN, "seller": PAGE, "*": NONE}
BUYERS = {"anybody": SIGN_IN, "buyer": PAGE, "*": NONE}
NOT_SIGNED_IN = {"anybody": PAGE, "*": ON}
PROVED = {"anybody": SIGN_IN, "operator": PAGE, "*": ON}  # whoever has not proved it lately is asked for proof

NOT_KNOWN = "401"  # answered to the scripts of our own pages, which show the way to sign in

# Address by name: the answer to GET, and to POST with the fields of FORGED.
TABLE: dict[str, tuple[Words, Words]] = {
    "robots": (PAGE, NO_WAY),
    "sitemap": (PAGE, NO_WAY),
    "sitemap_part": (PAGE, NO_WAY),
    "favicon": (ON, NO_WAY),
    "security": (PAGE, NO_WAY),
    "livez": (PAGE, PAGE),
    "readyz": (PAGE, PAGE),
    "stripe_webhook": (NO_WAY, BAD),
    "qris_callback": (NO_WAY, BAD),
    "reply_hook": (NO_WAY, BAD),
    "qris:picture": (NONE, NO_WAY),  # whoever has the id of one that is still due
    "regions:villages": (PAGE, NO_WAY),
    "regions:districts": (PAGE, NO_WAY),
    "rendition": (NONE, NO_WAY),
    "service_worker": (PAGE, NO_WAY),
    "manifest": (PAGE, NO_WAY),
    "app_manifest": (PAGE, NO_WAY),
    "no_signal": (PAGE, NO_WAY),
    "not_sent": (PAGE, NO_WAY),
    "save_data": (NO_WAY, ON),
    "workshop:home": ({"anybody": PAGE, "seller": PAGE, "other seller": PAGE, "*": JUAL}, NO_WAY),
    "workshop:send": (NO_WAY, SHUT),  # what does not say that it comes from our own pages; see sellers/sync/
    "workshop:send_photo": ({"anybody": NOT_KNOWN, "*": PAGE}, SHUT),
    "workshop:data": ({"anybody": NOT_KNOWN, "*": PAGE}, SHUT),
    "workshop:to_see": (SELLERS, NO_WAY),
    "workshop:settle": (NO_WAY, {"anybody": SIGN_IN, "seller": NONE, "other seller": NONE, "*": JUAL}),
    **dict.fromkeys(["workshop:app", "workshop:queue"], (PAGE, NO_WAY)),  # the same for everybody
    "workshop:apply": (APPLICANTS, APPLICANTS),
    "workshop:pause": (SELLERS, SELLERS),
    "workshop:open_again": (NO_WAY, {"anybody": SIGN_IN, "*": JUAL}),
    "workshop:read_out": (NOBODYS, NOBODYS),  # a hub's; these shops are none
    "workshop:products": (SELLERS, NO_WAY),
    "workshop:add": (SELLERS, SELLERS),
    "workshop:edit": (HERS, HERS),
    "workshop:sold_out": (NO_WAY, HER_BUTTON),
    "workshop:restock": (NO_WAY, HER_BUTTON),
    "workshop:add_size": (HERS, HERS),
    "workshop:edit_size": (HERS, HERS),
    "workshop:about": (HERS, {**HERS, "seller": ON}),
    "workshop:record": (HERS, HERS),
    "workshop:remove_voice": (NO_WAY, {**HER_BUTTON, "seller": ON}),
    "voice": (NONE, NO_WAY),
    "workshop:main_photo": (NO_WAY, {**HER_BUTTON, "seller": ON}),
    "workshop:remove_photo": (NO_WAY, {**HER_BUTTON, "seller": ON}),  # the first stays
    "workshop:permits": (SELLERS, NO_WAY),
    "workshop:add_permit": (SELLERS, SELLERS),
    "workshop:edit_permit": (NOBODYS, NOBODYS),
    "workshop:permit_photo": (NOBODYS, NO_WAY),
    "workshop:remove_permit": (NO_WAY, NOBODYS),
    "workshop:batches": (SELLERS, NO_WAY),
    "workshop:choose_batch": (SELLERS, NO_WAY),
    "workshop:add_batch": (HERS, HERS),
    "workshop:batch": (HERS, NO_WAY),
    "workshop:labels": (HERS, NO_WAY),
    "workshop:withdraw_batch": (HERS, HERS),
    "workshop:send_goods": (SELLERS, SELLERS),
    "workshop:goods_sample": (SELLERS, NO_WAY),
    "workshop:goods_file": (NOBODYS, NOBODYS),
    **dict.fromkeys(  # of hubs, which neither of the sellers is
        [f"workshop:{name}" for name in ("makers", "maker", "consent_file", "acted", "acted_file")],
        (NOBODYS, NO_WAY),
    ),
    **dict.fromkeys(["workshop:add_maker", "workshop:withdraw_consent"], (NOBODYS, NOBODYS)),
    **dict.fromkeys(
        [f"workshop:{name}" for name in ("consent_paper", "consent_voice", "ask_consent")], (NO_WAY, NOBODYS)
    ),
    "workshop:questions": (SELLERS, NO_WAY),
    "workshop:question": (NOBODYS, NOBODYS),
    "workshop:show_number": (NO_WAY, {"anybody": SIGN_IN, "seller": ON, "other seller": ON, "*": JUAL}),
    "workshop:reviews": (SELLERS, NO_WAY),
    "workshop:review": (NOBODYS, NOBODYS),
    "workshop:orders": (SELLERS, NO_WAY),
    "workshop:order": (HERS, {**HERS, "seller": ON}),
    "workshop:accept_line": (NO_WAY, {**HER_BUTTON, "seller": ON}),
    "workshop:decline_line": (HERS, HERS),  # without a reason it is asked again
    "workshop:cash": (NO_WAY, {**HER_BUTTON, "seller": ON}),
    "workshop:cancel": (HERS, HERS),  # without a reason it is asked again
    "workshop:payments": (SELLERS, NO_WAY),
    "workshop:payment": (NOBODYS, NOBODYS),  # it was paid by card, which nobody confirms by hand
    "workshop:payment_proof": (NOBODYS, NO_WAY),
    "workshop:money": (SELLERS, NO_WAY),
    "workshop:report": (SELLERS, NO_WAY),
    "workshop:report_file": (SELLERS, NO_WAY),
    "workshop:refunds": (SELLERS, NO_WAY),
    "workshop:refund": (NOBODYS, NOBODYS),
    "workshop:payout_proof": (NOBODYS, NO_WAY),
    "workshop:accounts": (SELLERS, NO_WAY),
    "workshop:account": (SELLERS, SELLERS),
    "workshop:stop_account": (NO_WAY, {"anybody": SIGN_IN, "seller": ON, "other seller": ON, "*": JUAL}),
    "contributed:home": (SIGNED_IN, NO_WAY),
    "contributed:send": (SIGNED_IN, SIGNED_IN),
    "contributed:one": (HER_STORY, HER_STORY),
    "demo:home": (PAGE, NO_WAY),
    "demo:messages": (PAGE, NO_WAY),
    "demo:sign_in": (NO_WAY, NONE),
    "demo:reply": (NO_WAY, NONE),
    "demo:clock": (NO_WAY, ON),
    "accounts:home": (SIGNED_IN, SIGNED_IN),
    "accounts:not_yours": ({"anybody": SIGN_IN, "*": SHUT}, {"anybody": SIGN_IN, "*": SHUT}),
    "accounts:proof": (SIGNED_IN, {"anybody": SIGN_IN, "operator": PAGE, "*": ON}),
    "accounts:sessions": (SIGNED_IN, {"anybody": SIGN_IN, "*": ON}),
    "accounts:passkeys": (PROVED, {"anybody": SIGN_IN, "*": ON}),
    "accounts:sign_in_by_passkey": (NOT_SIGNED_IN, {"anybody": SIGN_IN, "*": ON}),
    "accounts:spoken": (NOT_SIGNED_IN, NOT_SIGNED_IN),
    "keeping:addresses": (SIGNED_IN, NO_WAY),
    "keeping:add_address": (SIGNED_IN, SIGNED_IN),
    "keeping:edit_address": (BUYERS, BUYERS),
    "keeping:delete_address": (NO_WAY, {**BUYERS, "buyer": ON}),
    "keeping:default_address": (NO_WAY, {**BUYERS, "buyer": ON}),
    "keeping:favourites": (SIGNED_IN, NO_WAY),
    "keeping:favourite": ({"anybody": SIGN_IN, "*": ON}, {"anybody": SIGN_IN, "*": ON}),
    "keeping:wait": ({"anybody": SIGN_IN, "*": ON}, {"anybody": SIGN_IN, "*": ON}),
    "mfa_index": (SIGNED_IN, NO_WAY),
    "mfa_authenticate": ({"anybody": SIGN_IN, "*": ON}, {"anybody": SIGN_IN, "*": ON}),
    "mfa_activate_totp": ({"anybody": SIGN_IN, "*": ON}, {"anybody": SIGN_IN, "*": ON}),
    "mfa_deactivate_totp": (PROVED, {"anybody": SIGN_IN, "*": ON}),
    "mfa_view_recovery_codes": ({**PROVED, "operator": NONE}, {"anybody": SIGN_IN, "operator": NO_WAY, "*": ON}),
    "mfa_generate_recovery_codes": (PROVED, {"anybody": SIGN_IN, "*": ON}),
    "account_login": (NOT_SIGNED_IN, NOT_SIGNED_IN),
    "account_request_login_code": (NOT_SIGNED_IN, NOT_SIGNED_IN),
    "account_confirm_login_code": ({"anybody": SIGN_IN, "*": ON}, {"anybody": SIGN_IN, "*": ON}),
    "account_logout": ({"anybody": ON, "*": PAGE}, ON),
    "account_inactive": (PAGE, NO_WAY),
    "opendata": (PAGE, NO_WAY),
    **dict.fromkeys(
        [
            f"api:{name}"
            for name in (
                "openapi-json",
                "products",
                "product",
                "makers",
                "maker",
                "villages",
                "village",
                "categories",
                "category",
                "stories",
                "places",
            )
        ],
        (PAGE, NO_WAY),
    ),
    "api:api-root": (ON, NO_WAY),
    "api:story": (NONE, NO_WAY),
    "api:place": (NONE, NO_WAY),
    "api:nowhere": (NONE, NO_WAY),
    "events:all": (PAGE, NO_WAY),
    "events:one": (NONE, NO_WAY),
    "enquiries:ask": (NONE, NONE),  # nobody answers visitors there
    "enquiries:answer": (NONE, NONE),  # whoever has the secret may answer
    "enquiries:read": (NONE, NO_WAY),  # whoever has the secret may look
    "sellers:shop": (PAGE, NO_WAY),
    "sellers:village": (PAGE, NO_WAY),
    **dict.fromkeys(["goods_feed", "story_feed"], (PAGE, NO_WAY)),
    "story_feed_of": (NONE, NO_WAY),  # an area that takes no part
    "story_feed_about": (NONE, NO_WAY),  # a topic that there is not
    "sellers:look_up": (PAGE, NO_WAY),
    "sellers:passport": (PAGE, NO_WAY),
    "sellers:ask": (PAGE, PAGE),
    "sellers:answer": (NONE, NO_WAY),  # whoever has the secret may look
    "agree": (NONE, NONE),  # whoever has the secret may say yes and no
    "catalogue:index": (PAGE, NO_WAY),
    "catalogue:detail": (PAGE, NO_WAY),
    "catalogue:category": (PAGE, NO_WAY),
    "catalogue:reviews": (PAGE, NO_WAY),
    "search:search": (PAGE, NO_WAY),
    "search:suggestions": (PAGE, NO_WAY),
    "basket:summary": (PAGE, NO_WAY),
    "delivery_charge": (NONE, NO_WAY),  # a page's script names a district
    "basket:add": (NO_WAY, ON),
    "basket:update": (NO_WAY, ON),
    "basket:add_voucher": (NO_WAY, ON),
    "basket:remove_voucher": (NO_WAY, ON),
    "basket:district": (NO_WAY, PAGE),
    "basket:deliveries": (NO_WAY, ON),
    "checkout:index": ({"buyer": PAGE, "*": ON}, {"buyer": PAGE, "*": ON}),
    "checkout:review": (ON, ON),
    "checkout:track": (PAGE, NO_WAY),  # whoever has the secret may look
    "checkout:pay": (NO_WAY, ON),
    "checkout:received": (NO_WAY, ON),
    "checkout:pay_otherwise": (NO_WAY, ON),
    "checkout:give_up": (NO_WAY, ON),
    "checkout:give_up_order": (NO_WAY, ON),
    "checkout:prove": (NO_WAY, NONE),  # paid by card, where a photo proves nothing
    "checkout:rate": (ON, ON),  # nothing has been handed over yet
    "checkout:receipt": (PAGE, NO_WAY),
    "checkout:invoice": (PAGE, NO_WAY),
    "wagtailcore_authenticate_with_password": (NONE, NONE),
    "wagtailcore_login": (PAGE, PAGE),
    "wagtail_serve": (PAGE, PAGE),
    "wagtaildocs_serve": (NONE, NO_WAY),  # no recording has been uploaded
}

# Who changes something that is kept, and what is theirs: a stock, an order, a line in the own basket.
CHANGES = {
    "workshop:sold_out": {"seller"},
    "workshop:restock": {"seller"},
    "workshop:main_photo": {"seller"},
    "workshop:open_again": {"seller", "other seller"},  # each her own shop
    "workshop:order": {"seller"},
    "workshop:accept_line": {"seller"},
    "keeping:delete_address": {"buyer"},
    "keeping:favourite": set(ROLES) - {"anybody"},  # each her own
    "basket:add": {"buyer"},
    "basket:update": {"buyer"},
    "mfa_deactivate_totp": {"operator"},
    "mfa_generate_recovery_codes": {"operator"},
}
KEPT = [
    "catalogue.Product", "partner.StockRecord", "partner.Partner", "sellers.Seller", "sellers.Producer",
    "order.Order", "order.Line", "settlement.OrderGroup", "settlement.Payment", "fulfilment.Parcel",
    "fulfilment.Tariff", "accounts.User", "pictures.Picture", "wagtailcore.Page", "inbox.Arrival", "notify.Message",
    "cms.Contribution", "cms.Enquiry", "keeping.Favourite", "keeping.SavedAddress", "keeping.Wait",
    "mfa.Authenticator", "reviews.ProductReview", "sellers.ActedFor", "sellers.Consent", "sellers.Permit",
    "sellers.Question", "sellers.Upload", "sellers.Write",
]  # fmt: skip
FORGED = {
    "stock": "3", "carrier": "JNE", "quantity": "2", "decision": "approve", "moderation": "approved", "status": "paid",
    "is_superuser": "on", "is_staff": "on", "price": "1", "seller": "1", "owner": "1", "user": "1", "total": "1",
}  # fmt: skip

# Below /kelola/, which parts open anything at all to whom; all others answer everybody with a refusal.
BOTH = {"editor", "operator"}
OFFICE = {
    **dict.fromkeys(
        ["", "account", "api", "choose-anchor-link", "choose-email-link", "choose-external-link", "choose-page",
         "choose-phone-link", "dismissibles", "district_chooser", "documents", "editing-sessions", "embeds", "images",
         "localize", "padanan-kata", "pages", "pilih", "regency_chooser", "tag-autocomplete",
         "village_chooser", "workflows"],
        BOTH,
    ),
    "cerita-menjual": BOTH,
    "cerita-warga": {"editor"},
    "dinas": {"editor"},
    "forms": {"editor"},
    "kunjungan": {"editor"},
    "kurs": {"operator"},
    "pengiriman": {"operator"},
    "periksa": {"editor"},
    "reports": {"editor"},  # Budi is posted to a regency; those of all regencies' pages are shut to him
    "persetujuan": {"operator"},
    "terjemahan-produk": {"operator"},
}  # fmt: skip
NOT_PAGES = ("kelola/failwhale/", "kelola/test404/", "kelola/.*")  # Wagtail tries itself with them
