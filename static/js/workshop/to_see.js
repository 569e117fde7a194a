// What the shop has to look at, as the app shows it without a signal: prices that several wrote are chosen and queued.

import { wordsOf } from "./amounts.js";
import { copyOf, make } from "./making.js";
import { rupiah } from "./numbers.js";

const NAMES = { title: "Nama produk", price: "Harga", unit_of_sale: "Satuan", packaging: "Kemasan", shipping_weight_g: "Berat siap kirim" };

/** All of it; what was answered on this phone is gone already. */
export function drawToSee(shop) {
  const rows = [...oversoldOf(shop).map(drawOversold), ...shop.questions.map((one) => (one.field === "price" ? askPrice(one) : showLost(one)))];
  return [make("h1", {}, "Perlu dilihat"), ...(rows.length ? rows : [make("p", { className: "muted" }, "Tidak ada yang perlu dilihat sekarang.")])];
}

/** Is there anything to look at? */
export const hasToSee = (shop) => shop.questions.length + oversoldOf(shop).length > 0;

const oversoldOf = ({ products }) => products
  .flatMap((product) => [product, ...product.sizes.map((size) => ({ ...size, title: `${product.title}, ${size.title}` }))])
  .filter(({ owed }) => owed > 0);

const heading = (words) => make("h2", { className: "order-row__name" }, words);

function askPrice({ id, title, stands, lost }) {
  const form = make("form", { className: "card stack stack--tight", method: "post", action: `/jual/perlu-dilihat/${id}/` }, heading(title),
    make("fieldset", { className: "field" },
      make("legend", { className: "field__label" }, "Harganya diubah di dua tempat. Mana yang benar?"),
      make("div", { className: "field__choices" }, [...new Set([stands, ...lost.map(({ value }) => value)])].map(choice))),
    make("button", { className: "button button--primary icon-yes" }, "Pakai harga ini", make("span", { className: "visually-hidden" }, ` untuk ${title}`)));
  Object.assign(form.dataset, { operation: "choose_price", question: id, title });
  return form;
}

function choice(value, place) {
  return make("div", {}, make("label", {},
    make("input", { type: "radio", name: "value", value, required: true }), " ",
    make("span", { className: "price" }, rupiah(Number(value))), place === 0 && make("span", { className: "muted" }, " (sekarang)"), " ", wordsOf(Number(value))));
}

function showLost({ title, field, stands, lost, words }) {
  if (words) return make("article", { className: "card stack stack--tight" }, heading(title), make("p", {}, words));
  const form = copyOf("product-form");
  const read = (value) => form.querySelector(`select[name=${field}] option[value="${value}"]`)?.textContent ?? (field === "shipping_weight_g" ? `${value} gram` : value);
  return make("article", { className: "card stack stack--tight" }, heading(title),
    make("p", {}, `${NAMES[field] ?? field} sekarang `, make("strong", {}, read(stands)), ", karena itu yang terakhir ditulis. Ini juga ditulis, tetapi tidak dipakai:"),
    lost.map(({ value, by }) => make("p", {}, make("strong", {}, read(value)), by && make("span", { className: "muted" }, ` ${by}`))),
    make("p", { className: "muted" }, "Memakainya lagi bisa saat ada sinyal."));
}

function drawOversold({ title, owed }) {
  return make("article", { className: "card stack stack--tight" }, heading(`${title}: kurang ${owed}`),
    make("p", {}, `Pesanan pembeli sudah mengambilnya sebelum catatan jualan Anda sampai. Buat ${owed} lagi untuk mereka, atau katakan di pesanannya bahwa Anda tidak bisa memenuhinya.`),
    make("p", {}, make("a", { className: "button icon-look", href: "/jual/pesanan/" }, "Lihat pesanan")));
}
