// Goods as the app shows them without a signal: the row in a list, and the form of one.

import { copyOf, make } from "./making.js";
import { rupiah } from "./numbers.js";

const STANDING = { waiting: "menunggu persetujuan", approved: "tayang", rejected: "perlu diperbaiki" };

const unitOf = (unit) => copyOf("product-form").querySelector(`[name=unit_of_sale] option[value="${unit}"]`)?.textContent ?? unit;

/** A product as a row; one that was only made on this phone has no page yet. */
export function productRow(product) {
  const isNew = product.id === null;
  const name = isNew ? product.title : make("a", { href: `/jual/produk/${product.id}/` }, product.title);
  const hasSizes = product.sizes?.length > 0;
  return make("article", { className: "card product-row" },
    make("div", { className: "product-row__picture" }, picture(product)),
    make("div", { className: "product-row__words" },
      make("h3", { className: "product-row__name" }, name),
      !hasSizes && make("p", {}, make("span", { className: "price" }, rupiah(product.price)), make("span", { className: "price__unit" }, ` / ${unitOf(product.unit_of_sale)}`)),
      make("p", { className: "cluster" },
        product.isUnsent && make("span", { className: "badge badge--waiting" }, "belum terkirim"),
        !isNew && make("span", { className: product.moderation === "rejected" ? "badge badge--out" : "badge" }, STANDING[product.moderation]),
        !hasSizes && stock(product.stock))),
    make("div", { className: "product-row__tools" },
      !isNew && make("a", { className: "button", href: `/jual/produk/${product.id}/` }, "Ubah"),
      !isNew && !hasSizes && stockTools(product)),
    hasSizes && make("ul", { className: "sizes", role: "list" }, product.sizes.map(sizeRow)));
}

function picture({ picture: address, photo }) {
  if (!address && !photo) return null;
  const shown = make("img", { alt: "", width: 96, height: 96 });
  shown.addEventListener("error", () => shown.remove());
  if (address && !photo) shown.src = address;
  else readyPhoto(photo).then(({ bytes }) => { shown.src = URL.createObjectURL(new Blob([bytes])); }).catch(() => shown.remove());
  return shown;
}

const stock = (left) => (left > 0 ? make("span", {}, `Stok ${left}`) : make("span", { className: "badge badge--out" }, "habis"));

function sizeRow(size) {
  return make("li", { className: "sizes__one" },
    make("p", { className: "cluster" }, make("strong", {}, size.title), make("span", { className: "price" }, rupiah(size.price)), stock(size.stock)),
    make("div", { className: "product-row__tools" }, stockTools(size)));
}

function stockTools(thing) {
  const form = copyOf(thing.stock > 0 ? "sold-out" : "restock");
  Object.assign(form.dataset, { product: thing.id, title: thing.title, stock: thing.stock });
  return form;
}

/** The form of one product, or of a new one; null for what the phone does not know. */
export function drawForm(shop, number) {
  const product = number === null ? null : shop.products.find((one) => one.id === number);
  if (product === undefined) return null;
  const form = copyOf("product-form");
  askForMaker(form, shop);
  if (product) fillIn(form, product);
  return [make("h1", {}, product ? "Ubah produk" : "Tambah produk"), form];
}

function fillIn(form, product) {
  Object.assign(form.dataset, { operation: "edit_product", draft: `produk-${product.id}`, product: product.id, next: "/jual/" });
  const rules = JSON.parse(form.dataset.rules);
  delete rules.photo;
  form.querySelector("[name=producer]")?.closest(".field").remove();
  if (product.sizes?.length) {
    for (const name of ["price", "stock", "shipping_weight_g"]) {
      delete rules[name];
      form.querySelector(`[name=${name}]`).closest(".field").remove();
    }
  }
  form.dataset.rules = JSON.stringify(rules);
  for (const control of form.querySelectorAll("[name]")) {
    if (control.type !== "file" && product[control.name] !== undefined) control.value = product[control.name];
  }
  const shown = form.querySelector("[data-photo-shown]");
  if (product.picture) shown.append(make("img", { src: product.picture, alt: "Foto sekarang", width: 96, height: 96 }), make("p", { className: "photo__word" }));
  form.querySelector("button:not([type=button])").textContent = "Simpan";
}

function askForMaker(form, shop) {
  const field = form.querySelector("[data-makers]");
  if (!field) return;
  if (shop.producers.length < 2) return field.remove();
  for (const { id, name, mine, needs_consent, consent_until } of shop.producers) {
    const isShut = needs_consent && !(consent_until > Date.now());
    const option = new Option(isShut ? `${name} (izinnya sudah habis)` : name, id, mine, mine);
    option.disabled = isShut;
    field.querySelector("select").append(option);
  }
}
