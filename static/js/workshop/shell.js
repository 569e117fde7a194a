// Pages of the app where there is no signal, drawn from what the phone knows; forms are the server's own, copied.

import { listen } from "./count.js";
import { shopNow } from "./data.js";
import { wireForms } from "./forms.js";
import { drawMaker, drawMakers, drawNewMaker, drawWithdrawal } from "./makers.js";
import { copyOf, leftOut, make, waits } from "./making.js";
import { drawOrder, drawOrders, orderRow } from "./orders.js";
import { askInOurWords } from "./pickers.js";
import { improve } from "./product_form.js";
import { drawForm, drawSize, productRow } from "./products.js";
import { drawStory } from "./story.js";
import { drawToSee, hasToSee } from "./to_see.js";
import { listenIn } from "./voice.js";

const WHY = { slow: "Sinyal lambat.", heard: "" }, IN_USE = "form[data-draft], form[data-sending], form:focus-within, details[open]";
const NEW_STORY = "/jual/cerita/kirim/";
const ROUTES = [
  [/^\/jual\/$/, home, "home"],
  [/^\/jual\/produk\/$/, products, "products"],
  [/^\/jual\/produk\/baru\/$/, (shop) => drawForm(shop, null), "products"],
  [/^\/jual\/produk\/(\d+)\/$/, (shop, number) => drawForm(shop, Number(number)), "products"],
  [/^\/jual\/ukuran\/(\d+)\/$/, (shop, number) => drawSize(shop, Number(number)), "products"],
  [/^\/jual\/pesanan\/$/, drawOrders, "orders"],
  [/^\/jual\/pesanan\/([\w-]+)\/$/, drawOrder, "orders"],
  [/^\/jual\/produsen\/$/, drawMakers, "home"],
  [/^\/jual\/produsen\/baru\/$/, drawNewMaker, "home"],
  [/^\/jual\/produsen\/(\d+)\/$/, drawMaker, "home"],
  [/^\/jual\/produsen\/(\d+)\/tarik\/$/, drawWithdrawal, "home"],
  [/^\/jual\/libur\/$/, drawPause, "home"],
  [/^\/jual\/cerita\/kirim\/$/, drawStory, "home"],
  [/^\/jual\/perlu-dilihat\/$/, drawToSee, "home"],
];

/** Draw the page of this address for this person. */
export async function draw(user) {
  const place = document.querySelector("[data-shell]");
  const shop = user ? await shopNow(user) : null;
  show(place, shop, user);
  const here = ROUTES.find(([address]) => address.test(location.pathname))?.[2];
  document.querySelector(`[data-tab="${here}"]`)?.setAttribute("aria-current", "page");
  if (shop) document.title = `${shop.shop.name} · Pasar Hulu`;
  listen((what) => {
    if (what === "person") location.reload();
    if (what === "data") drawAnew(place, user);
  });
  if (user) addEventListener("online", () => hearShop(user, { now: true }));
}

function show(place, shop, user) {
  place.replaceChildren(why(shop), ...[page(shop, user)].flat());
  improve(place);
  listenIn(place);
  askInOurWords(place);
}

// Lists are drawn anew when more is known; what is being written or answered stays as it is.
async function drawAnew(place, user) {
  const shop = await shopNow(user);
  if (isInUse(place)) return;
  document.body.dataset.why = "heard";
  show(place, shop, user);
  wireForms(place, user);
}

function isInUse(place) {
  const typed = [...place.querySelectorAll("input, textarea")].some(({ value, defaultValue }) => value !== defaultValue);
  return typed || document.body.dataset.why === "unsent" || Boolean(place.querySelector(IN_USE));
}

function page(shop, user) {
  if (document.body.dataset.why === "unsent") return copyOf("not-sent");
  if (!user) return copyOf("not-signed-in");
  if (!shop && location.pathname === NEW_STORY) return drawStory({});
  if (!shop) return copyOf("never-heard"); // whose goods she may list is not known yet either
  for (const [address, drawn] of ROUTES) {
    const found = location.pathname.match(address);
    const made = found && drawn(shop, ...found.slice(1));
    if (made) return made;
  }
  return copyOf("never-read");
}

function why(shop) {
  const said = WHY[document.body.dataset.why] ?? "Tanpa sinyal.";
  const age = shop ? ` Terakhir diperbarui ${ageWords(shop.heard_at)}.` : "";
  return make("p", { className: "age", role: "status" }, said + age + " ", make("a", { href: "" }, "Coba lagi"));
}

function home(shop) {
  const waiting = shop.orders.filter((order) => order.can.length || order.isUnsent);
  return [
    make("h1", {}, shop.shop.name),
    leave(shop),
    hasToSee(shop) && make("p", { className: "notice notice--warning" }, make("a", { href: "/jual/perlu-dilihat/" }, "Ada yang perlu dilihat: harga atau jualan yang bertabrakan")),
    make("a", { className: "button button--primary button--wide big-button icon-add", href: "/jual/produk/baru/" }, "Tambah produk"),
    shop.shop.is_hub && make("a", { className: "button button--wide big-button icon-people", href: "/jual/produsen/" }, "Produsen kami"),
    section("perlu-disiapkan", "Perlu disiapkan", waiting.map((order) => orderRow(order)), "Belum ada pesanan yang perlu disiapkan."),
    section("produk-saya", "Produk saya", shop.products.map((one) => productRow(one, shop)), "Belum ada produk. Tekan “Tambah produk” untuk mulai."),
    make("p", { className: "part" }, make("a", { className: "button button--wide icon-rest", href: "/jual/libur/" }, shop.shop.paused ? "Ubah libur toko" : "Liburkan toko (panen, banjir, tanpa sinyal)")),
    make("p", {}, make("a", { className: "button button--wide icon-story", href: NEW_STORY }, "Kirim cerita")),
  ].filter(Boolean);
}

function products(shop) {
  return [
    make("h1", {}, "Produk saya"),
    make("a", { className: "button button--primary button--wide big-button icon-add", href: "/jual/produk/baru/" }, "Tambah produk"),
    make("div", { className: "stack stack--tight" }, shop.products.map((one) => productRow(one, shop, 2))),
    leftOut(shop.products, shop.left_out?.products, "produk"),
  ].filter(Boolean);
}

function leaveWords({ reason, words, until }, choices) {
  const why = reason === "lain" ? words : choices.reason.find(([value]) => value === reason)?.[1];
  const day = until && new Date(until).toLocaleDateString("id-ID", { day: "numeric", month: "long" });
  return `Toko sedang libur${why ? `: ${why}` : ""}.${day ? ` Buka lagi ${day}.` : ""}`;
}

// Is the shop on leave, or does it open again once that is sent?
function leave({ shop, choices }) {
  if (!shop.paused) return shop.isOpening && make("p", { className: "notice cluster" }, make("strong", {}, "Toko buka lagi."), waits());
  return make("div", { className: "notice notice--warning stack stack--tight" },
    make("p", {}, make("strong", {}, leaveWords(shop.paused, choices)), " ", shop.paused.isUnsent && waits()),
    make("p", {}, "Pembeli melihat barang Anda tetapi tidak bisa membeli."),
    copyOf("open-shop"));
}

function drawPause(shop) {
  const form = copyOf("pause-shop");
  if (shop.shop.paused) delete form.dataset.steps; // there is one already: what is to be changed is gone to at once
  return [make("h1", {}, "Toko libur dulu"), leave(shop), form].filter(Boolean);
}

function section(id, heading, rows, empty) {
  const inside = rows.length ? rows : [make("p", { className: "muted" }, empty)];
  return make("section", { className: "stack stack--tight part", "aria-labelledby": id }, make("h2", { id }, heading), inside);
}
