// A hub's producers as the app shows them without a signal: the list, a new one, and her word, written down beside her.
// One who has no number yet goes by the id of the operation that writes her down.

import { shopNow } from "./data.js";
import { wholeDay } from "./days.js";
import { copyOf, make, waits } from "./making.js";
import { linesOf } from "./naming.js";
import { offerPlaces } from "./story.js";

const LIST = "/jual/produsen/", HER_WORD = ["record_consent", "withdraw_consent"];

const called = ({ id, made_by }) => String(id ?? made_by);

/** Where her page is. */
export const pageOf = (maker) => (maker.id ? `${LIST}${maker.id}/` : `${LIST}?siapa=${maker.made_by}`);
const maySellFor = ({ needs_consent, consent_until }) => !needs_consent || consent_until > Date.now();
const back = () => make("p", {}, make("a", { href: LIST }, "Kembali ke produsen kami"));
const about = ({ village, makes }) => make("p", { className: "muted" }, [village, makes].filter(Boolean).join(" · "));
const addFor = (maker, className, ...words) => make("a", { className, href: `/jual/produk/baru/?untuk=${called(maker)}` }, ...words);
const takenBack = (name) => `Persetujuan ${name} sudah ditarik.`;
const hidden = (words) => make("span", { className: "visually-hidden" }, words);

/** The producer of this shop whom a form or an operation names; undefined for none. */
export function makerOf(shop, named) {
  const asked = String(named?.made_by ?? named ?? "");
  return asked ? shop.producers.find(({ id, made_by }) => [String(id), made_by].includes(asked)) : undefined;
}

/** Who made these goods or sizes, by their numbers, those left out who need no word: herself, or a shop of one's own. */
export function makersOfGoods({ producers = [], products = [] }, things) {
  const goods = products.filter(({ id, sizes = [] }) => [id, ...sizes.map((size) => size.id)].some((one) => one && things.includes(one)));
  return producers.filter(({ id, needs_consent }) => needs_consent && goods.some(({ producer }) => producer === id));
}

/** For whom something is done, herself left out: the maker that it names, or those of the goods that it is about. */
export function makersOf({ data, about, values, kind }, shop) {
  if (!shop || HER_WORD.includes(kind)) return []; // whose word it is, its title says
  const said = data ?? { ...about, ...values };
  const things = kind === "choose_price" ? [shop.questions?.find((one) => one.id === said.question)?.product]
    : said.order ? linesOf(said, shop).map(({ product }) => product) : [said.product];
  const named = makerOf(shop, said.producer);
  return [...new Set([...(named?.needs_consent ? [named] : []), ...makersOfGoods(shop, things)])];
}

/** Say that something may not be done, as the word of somebody for whom it is was taken back on this phone; "" where it may. */
export async function refusalOf(made, user) {
  const shop = await shopNow(user);
  const names = made.flatMap((one) => makersOf(one, shop)).filter(({ isTakenBack }) => isTakenBack).map(({ name }) => name);
  return names.length ? `${takenBack([...new Set(names)].join(", "))} Tidak ada lagi yang bisa dikerjakan atas namanya.` : "";
}

/** In whose name work on these goods is, as sellers/parts/acting_for.html says it. */
export const actingFor = (shop, things) => makersOfGoods(shop, things).map((maker) => {
  const { name } = maker;
  if (maySellFor(maker)) return make("p", { className: "notice acting" }, "Anda bekerja ", make("strong", {}, `a.n. ${name}`), `. Persetujuannya berlaku sampai ${wholeDay(maker.consent_until)}.`);
  if (maker.isTakenBack) return make("p", { className: "notice notice--warning acting" }, takenBack(name), " Barangnya tidak bisa Anda ubah.");
  return make("p", { className: "notice notice--warning acting" }, "Ini milik ", make("strong", {}, name), ", yang persetujuannya belum ada atau sudah habis. ",
    make("a", { href: pageOf(maker) }, "Minta dulu"), ", baru bisa diubah.");
});

/** All producers of a hub, or the one whom the address names. */
export function drawMakers(shop) {
  if (!shop.shop.is_hub) return null;
  const asked = new URLSearchParams(location.search).get("siapa");
  if (makerOf(shop, asked)) return (isAskedBack() ? drawWithdrawal : drawMaker)(shop, asked);
  return [
    make("h1", {}, "Produsen kami"),
    make("p", {}, "Barang seorang produsen hanya bisa Anda urus selama ia setuju. Semua yang Anda kerjakan dicatat atas namanya."),
    make("a", { className: "button button--primary button--wide big-button icon-add", href: `${LIST}baru/` }, "Tambah produsen"),
    make("ul", { className: "stack stack--tight makers", role: "list" }, shop.producers.map(row)),
  ];
}

function row(maker) {
  const { name, mine } = maker;
  return make("li", { className: "card stack stack--tight" },
    make("h2", { className: "makers__name" }, mine ? `${name} (Anda)` : make("a", { href: pageOf(maker) }, name)),
    about(maker),
    !mine && make("p", { className: "cluster" }, state(maker), maker.isUnsent && waits()),
    make("p", {}, maySellFor(maker) ? addFor(maker, "button icon-add", "Tambah produk", hidden(` untuk ${name}`))
      : make("a", { className: "button icon-paper", href: pageOf(maker) }, "Minta persetujuan", hidden(` ${name}`))));
}

const state = (maker) => (maySellFor(maker)
  ? make("span", { className: "badge icon-yes" }, `setuju sampai ${wholeDay(maker.consent_until)}`)
  : make("span", { className: "badge badge--out icon-attention" }, maker.isTakenBack ? "persetujuan ditarik" : "belum ada persetujuan"));

/** The form for a new producer; null where the shop is no hub. */
export function drawNewMaker({ shop, places }) {
  if (!shop.is_hub) return null;
  const form = copyOf("maker-form");
  offerPlaces(form, places);
  return [back(), make("h1", {}, "Tambah produsen"), form];
}

/** One producer, and the ways to keep her word that need no signal; null for one whom the phone does not know. */
export function drawMaker(shop, named) {
  const maker = makerOf(shop, named);
  if (!shop.shop.is_hub || !maker || maker.mine) return null;
  const { name } = maker, is = maySellFor(maker);
  return [
    back(), make("h1", {}, name), about(maker),
    make("div", { className: is ? "notice cluster" : "notice notice--warning cluster" },
      make("span", {}, is ? `${name} setuju sampai ${wholeDay(maker.consent_until)}.` : whyNot(maker)),
      maker.isUnsent && waits()),
    is && addFor(maker, "button button--primary button--wide big-button icon-add", `Tambah produk untuk ${name}`),
    ask(shop, maker, is),
    is && make("p", {}, make("a", { className: "button button--danger icon-no", href: withdrawalOf(maker) }, "Tarik persetujuannya")),
  ].filter(Boolean);
}

const whyNot = ({ name, isTakenBack }) => (isTakenBack
  ? `${takenBack(name)} Barangnya tidak bisa lagi Anda urus.` : `Belum ada persetujuan yang berlaku. Barang ${name} belum bisa Anda urus.`);

const withdrawalOf = (maker) => (maker.id ? `${pageOf(maker)}tarik/` : `${pageOf(maker)}&tarik=ya`);
const isAskedBack = () => new URLSearchParams(location.search).has("tarik");

/** Her word taken back, once it is confirmed; null for one whom the phone does not know. */
export function drawWithdrawal(shop, named) {
  const maker = makerOf(shop, named);
  if (!shop.shop.is_hub || !maker || maker.mine) return null;
  const part = copyOf("withdraw-consent"), form = part.querySelector("form"), page = pageOf(maker);
  Object.assign(form.dataset, { maker: called(maker), title: maker.name, draft: `tarik-${called(maker)}`, next: page, later: page });
  return [make("p", {}, make("a", { href: page }, `Kembali ke ${maker.name}`)), make("h1", {}, `Tarik persetujuan ${maker.name}`), part];
}

function ask(shop, maker, is) {
  const part = copyOf("ask-consent"), words = part.querySelector("[data-agreement]");
  part.querySelector("h2").textContent = is ? "Perbarui persetujuannya" : "Minta persetujuannya";
  const names = { produsen: maker.name, desa: maker.village ?? "", hub: shop.shop.name };
  words.textContent = words.textContent.replace(/\{(\w+)\}/g, (_, who) => names[who]);
  for (const form of part.querySelectorAll("form")) {
    const page = pageOf(maker), draft = `${form.dataset.draft}-${called(maker)}`;
    Object.assign(form.dataset, { maker: called(maker), title: maker.name, draft, next: page, later: page });
  }
  return part;
}

function optionOf(maker) {
  const why = maySellFor(maker) ? (maker.isUnsent ? " (belum terkirim)" : "") : " (belum ada persetujuan yang berlaku)";
  const option = new Option(maker.name + why, called(maker));
  option.disabled = !maySellFor(maker);
  return option;
}

/** A hub says for whom each time; nobody is chosen for her, but by the page that she comes from. */
export function askForMaker(form, shop) {
  const field = form.querySelector("[data-makers]"), select = field.querySelector("select");
  if (!shop.shop.is_hub) return field.remove();
  select.append(...shop.producers.map(optionOf));
  const asked = makerOf(shop, new URLSearchParams(location.search).get("untuk"));
  if (asked && maySellFor(asked)) select.value = called(asked);
  const rules = JSON.parse(form.dataset.rules);
  form.dataset.rules = JSON.stringify({ producer: { required: "Pilih produk ini buatan siapa." }, ...rules });
}

/** Offer on the server's page, too, those who wait on this phone, or whose word does. */
export async function offerUnsent(form, user) {
  const select = form.querySelector("select[name=producer]"), shop = select && (await shopNow(user));
  const there = [...(select?.options ?? [])].map(({ value }) => value);
  for (const maker of shop?.producers ?? []) {
    if (maker.isUnsent && maySellFor(maker) && !there.includes(called(maker))) select.append(optionOf(maker));
  }
}
