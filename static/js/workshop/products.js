// Goods as the app shows them without a signal: the row in a list, and the form of one.

import { say } from "./amounts.js";
import { fieldOf } from "./kinds.js";
import { actingFor, askForMaker, makerOf } from "./makers.js";
import { copyOf, make, waits } from "./making.js";
import { rupiah } from "./numbers.js";

const STANDING = { waiting: "menunggu persetujuan", approved: "tayang", rejected: "perlu diperbaiki" };
const STANDING_LOOKS = { waiting: "badge--waiting icon-wait", approved: "icon-yes", rejected: "badge--out icon-attention" };

const unitOf = (unit) => copyOf("product-form").querySelector(`[name=unit_of_sale] option[value="${unit}"]`)?.textContent ?? unit;

/** A product as a row; one that was only made on this phone has no page yet. */
export function productRow(product, { shop, producers }, level = 3) {
  const isNew = product.id === null;
  const name = isNew ? product.title : make("a", { href: `/jual/produk/${product.id}/` }, product.title);
  const hasSizes = product.sizes?.length > 0;
  return make("article", { className: "card product-row" },
    make("div", { className: "product-row__picture" }, picture(product)),
    make("div", { className: "product-row__words" },
      make(`h${level}`, { className: "product-row__name" }, name),
      shop.is_hub && madeBy(producers, product),
      !hasSizes && make("p", {}, make("span", { className: "price" }, rupiah(product.price)), make("span", { className: "price__unit" }, ` / ${unitOf(product.unit_of_sale)}`)),
      make("p", { className: "cluster" },
        product.isUnsent && waits(),
        !isNew && make("span", { className: `badge ${STANDING_LOOKS[product.moderation]}` }, STANDING[product.moderation]),
        !hasSizes && stock(product)),
      note(product)),
    make("div", { className: "product-row__tools" },
      !isNew && make("a", { className: "button icon-edit", href: `/jual/produk/${product.id}/` }, "Ubah"),
      !isNew && !hasSizes && stockTools(product)),
    hasSizes && make("ul", { className: "sizes", role: "list" }, product.sizes.map(sizeRow)));
}

function madeBy(producers, { producer }) {
  const maker = makerOf({ producers }, producer);
  return maker && make("p", { className: "muted" }, `Buatan ${maker.name}`);
}

function picture({ picture: address, photo }) {
  if (!address && !photo) return null;
  const shown = make("img", { alt: "", width: 96, height: 96 });
  shown.addEventListener("error", () => shown.remove());
  if (address && !photo) shown.src = address;
  else readyPhoto(photo).then(({ bytes }) => { shown.src = URL.createObjectURL(new Blob([bytes])); }).catch(() => shown.remove());
  return shown;
}

// How many are left, and how many orders have taken that were sold by hand as well.
const stock = ({ stock: left, owed }) => [
  left > 0 ? make("span", { className: "stock icon-there" }, `Stok ${left}`) : make("span", { className: "badge badge--out icon-gone" }, "habis"),
  owed > 0 && make("span", { className: "badge badge--out icon-attention" }, `kurang ${owed} untuk pesanan`),
];

const note = ({ note: words }) => words && make("p", { className: "product-row__note" }, `Catatan petugas: ${words}`);

function sizeRow(size) {
  return make("li", { className: "sizes__one" },
    make("p", { className: "cluster" }, make("strong", {}, size.title), make("span", { className: "price" }, rupiah(size.price)),
      size.isUnsent && waits(), stock(size)),
    make("div", { className: "product-row__tools" }, make("a", { className: "button icon-edit", href: `/jual/ukuran/${size.id}/` }, "Ubah"), stockTools(size)));
}

function stockTools(thing) {
  const form = copyOf(thing.stock > 0 ? "sold-out" : "restock");
  Object.assign(form.dataset, { product: thing.id, title: thing.title, stock: thing.stock, mark: thing.mark ?? 0 });
  return form;
}

/** The form of one product, or of a new one; null for what the phone does not know. */
export function drawForm(shop, number) {
  const product = number === null ? null : shop.products.find((one) => one.id === number);
  if (product === undefined) return null;
  const form = copyOf("product-form");
  if (!product) {
    askForMaker(form, shop);
    return [make("h1", {}, "Tambah produk"), form];
  }
  fillIn(form, product);
  return [
    ...actingFor(shop, [product.id]),
    make("h1", {}, "Ubah produk"),
    product.note && make("p", { className: "notice notice--warning" }, `Catatan petugas: ${product.note}`),
    product.sizes?.length > 0 && make("section", { className: "stack stack--tight part", "aria-labelledby": "ukuran" },
      make("h2", { id: "ukuran" }, "Ukuran atau rasa"), make("ul", { className: "sizes", role: "list" }, product.sizes.map(sizeRow))),
    form,
  ].filter(Boolean);
}

/** The form of one size or flavour; null for one that the phone does not know. */
export function drawSize(shop, number) {
  const product = shop.products.find(({ sizes }) => sizes?.some((one) => one.id === number));
  if (!product) return null;
  const size = product.sizes.find((one) => one.id === number);
  const form = copyOf("size-form");
  Object.assign(form.dataset, { draft: `ukuran-${size.id}`, product: size.id, title: `${product.title} ${size.title}`, next: `/jual/produk/${product.id}/` });
  writeAnswers(form, size);
  return [...actingFor(shop, [product.id]), make("h1", {}, "Ubah ukuran atau rasa"), make("p", { className: "lead" }, product.title), form];
}

function writeAnswers(form, thing) {
  for (const control of form.querySelectorAll("[name]")) {
    const known = thing[fieldOf(control.name)];
    if (control.type === "file" || (known ?? null) === null) continue;
    control.value = control.name === "price" ? rupiah(known).replace("Rp", "") : known;
    if (control.name === "price") say(control);
  }
}

function fillIn(form, product) {
  delete form.dataset.steps;
  Object.assign(form.dataset, { operation: "edit_product", draft: `produk-${product.id}`, product: product.id, next: "/jual/", pictures: product.pictures ?? 1 });
  const rules = JSON.parse(form.dataset.rules);
  delete rules.photo;
  form.querySelector("[data-makers]").remove();
  form.querySelector("[data-voice]").remove();
  if (product.sizes?.length) {
    for (const name of ["price", "stock", "shipping_weight_g"]) {
      delete rules[name];
      form.querySelector(`[name=${name}]`).closest(".field").remove();
    }
    const question = form.querySelector("[data-price]");
    question.replaceWith(question.querySelector("select").closest(".field"));
  }
  if (product.picture) form.querySelector("[data-photo-shown]").append(photoNow(product), make("p", { className: "photo__word" }));
  form.dataset.rules = JSON.stringify(rules);
  writeAnswers(form, product);
  const send = form.querySelector("button:not([type=button])");
  send.textContent = "Simpan";
  send.classList.replace("icon-send", "icon-save");
}

// Where it has not come to the phone yet, she is told that it is there all the same.
function photoNow({ picture: address, pictures = 1 }) {
  const shown = make("img", { alt: "Foto sekarang", width: 96, height: 96 });
  shown.addEventListener("error", () => shown.replaceWith(make("p", {}, `${pictures} foto sudah tersimpan, terlihat lagi begitu ada sinyal.`)));
  shown.src = address;
  return shown;
}
