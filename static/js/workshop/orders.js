// Orders as the app shows them without a signal.

import { wordsOf } from "./amounts.js";
import { actingFor } from "./makers.js";
import { copyOf, leftOut, make, waits } from "./making.js";
import { linesOf } from "./naming.js";
import { rupiah } from "./numbers.js";

const stage = ({ isHandedOver, collected, stage: words }) => (!isHandedOver ? words ?? "perlu disiapkan" : collected ? "sudah diambil" : "diserahkan");

// The drawing before these words, as in sellers/templatetags/order_words.py: what the phone knows is to be packed, or has left.
const stageIcon = ({ isHandedOver, collected }) => (!isHandedOver ? "products" : collected ? "yes" : "travel");

// Is the sum still what was heard? What she has just declined is taken off by the server.
const isSure = ({ lines }) => !lines.some((line) => line.state === "declined" && line.isUnsent);

const badges = (order) => make("p", { className: "cluster" },
  make("span", { className: `badge${order.can.length ? " badge--waiting" : ""} icon-${stageIcon(order)}` }, stage(order)),
  order.isUnsent && waits(),
  order.cash && make("span", { className: "badge icon-money" }, isSure(order) ? `tunai ${rupiah(order.cash)}` : "tunai"),
  order.due && order.can.length > 0 && make("span", { className: "muted" }, order.due));

const inShort = (line) => `${line.quantity} × ${line.title}`;

/** An order as a row. */
export function orderRow(order, level = 3) {
  return make("article", { className: "card order-row" },
    make(`h${level}`, { className: "order-row__name" }, make("a", { href: `/jual/pesanan/${order.number}/` }, `Pesanan ${order.number}`)),
    make("ul", { className: "order-row__lines" }, order.lines.map((line) => make("li", {}, line.state === "declined" ? make("s", {}, inShort(line)) : inShort(line)))),
    badges(order));
}

/** All orders that the phone knows. */
export function drawOrders(shop) {
  const rows = shop.orders.map((order) => orderRow(order, 2));
  const more = leftOut(rows, shop.left_out?.orders, "pesanan yang harus disiapkan");
  return [make("h1", {}, "Pesanan"), ...(rows.length ? rows : [make("p", { className: "muted" }, "Belum ada pesanan.")]), more].filter(Boolean);
}

/** One order with what may be done to it; null for one that the phone does not know. */
export function drawOrder(shop, number) {
  const order = shop.orders.find((one) => one.number === number);
  if (!order) return null;
  return [
    ...actingFor(shop, linesOf({ order: number }, shop).map(({ product }) => product)),
    make("p", {}, make("a", { href: "/jual/pesanan/" }, "Kembali ke pesanan")),
    make("div", {}, make("h1", {}, `Pesanan ${number}`), badges(order)),
    make("section", { className: "card stack stack--tight" }, make("h2", {}, "Yang dipesan"),
      make("ul", { className: "pack-list" }, order.lines.map((line) => drawLine(order, line)))),
    order.buyer && drawBuyer(order),
    order.can.includes("hand_over") && handOver(order),
  ].filter(Boolean);
}

// For whom it is, to be written on the parcel; and what she gets for it.
function drawBuyer(order) {
  const { buyer: { name, where, phone }, collected, cash } = order;
  const lines = [make("strong", {}, name), ...where, phone && make("a", { href: `tel:${phone.replaceAll(" ", "")}` }, phone)].filter(Boolean);
  return make("section", { className: "card stack stack--tight" }, make("h2", {}, collected ? "Diambil oleh" : "Dikirim ke"),
    make("address", { className: "buyer" }, lines.flatMap((line) => [line, make("br")])),
    cash && make("p", { className: "cash" }, "Bayar tunai saat diserahkan: ",
      isSure(order) ? [make("strong", { className: "price" }, rupiah(cash)), " ", wordsOf(cash)] : "dihitung ulang begitu penolakan tadi terkirim."));
}

function drawLine(order, line) {
  return make("li", {},
    make("strong", { className: "pack-list__count" }, String(line.quantity)),
    make("span", { className: "pack-list__title" }, line.title),
    Number.isInteger(line.price) && make(line.state === "declined" ? "s" : "span", { className: "price" }, rupiah(line.price)),
    make("div", { className: "pack-list__answer stack stack--tight" }, said(line), answersTo(order, line)));
}

const said = ({ state, isUnsent }) => state && make("p", { className: "cluster" },
  make("span", { className: state === "declined" ? "badge badge--out icon-no" : "badge icon-yes" }, state === "declined" ? "tidak dikirim" : "Anda terima"),
  isUnsent && waits());

// What she has taken she may still decline; what is declined stays so.
function answersTo(order, line) {
  if (line.isUnsent || line.state === "declined") return [];
  const words = line.state === "accepted" ? ["decline"] : ["accept", "decline"];
  const typed = { decline: { draft: `tolak-${line.id}`, later: location.pathname } };
  return words.filter((word) => order.can.includes(word)).map((word) => formOf(`${word}-line`, order, { line: line.id, ...typed[word] }));
}

function formOf(template, order, more = {}) {
  const made = copyOf(template);
  const form = made.matches("form") ? made : made.querySelector("form");
  Object.assign(form.dataset, { order: order.number, title: `Pesanan ${order.number}`, ...more });
  return made;
}

function handOver(order) {
  const card = copyOf("hand-over");
  const button = card.querySelector("button");
  if (order.collected) {
    for (const name of ["carrier", "tracking_number"]) card.querySelector(`[name=${name}]`).closest(".field").remove();
    card.querySelector("form").dataset.rules = "{}";
    card.querySelector("h2").textContent = "Sudah diambil?";
    button.textContent = "Sudah diambil pembeli";
    button.classList.replace("icon-hand-over", "icon-yes");
  }
  if (order.cash) {
    const came = copyOf("cash-came");
    if (isSure(order)) {
      came.querySelector("span").textContent = `Uang ${rupiah(order.cash)} sudah saya terima`;
      came.append(wordsOf(order.cash));
    }
    button.before(came);
  }
  Object.assign(card.querySelector("form").dataset, { order: order.number, title: `Pesanan ${order.number}`, draft: `pesanan-${order.number}` });
  return card;
}
