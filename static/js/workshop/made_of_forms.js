// Which operations a form that is sent stands for: docs/offline-protocol.md has the kinds and what each is made of.

import { valueOf } from "./checks.js";
import { fieldOf } from "./kinds.js";

const NOT_THE_PRODUCTS = ["stock", "new_photo_first"]; // stock moves by sales too, so only the difference is sent

/** Return the operations of a form, none when nothing was changed. */
export function operationsIn(form, typed, draft) {
  const rules = JSON.parse(form.dataset.rules || "{}");
  const said = {};
  for (const [name, text] of Object.entries(typed)) {
    const value = valueOf(text, rules[name]);
    if (value !== "" && value !== null) said[name] = value;
  }
  const made = MADE[form.dataset.operation](form.dataset, said, { draft, rules, typed });
  return made.map((one, place) => ({ draft: place ? null : draft, ...one })); // the first may be mended, and ends the draft
}

const numberOf = (text) => Number(text);
const whom = (maker) => (/^\d+$/.test(maker) ? numberOf(maker) : { made_by: maker }); // who has no number yet
const lineOf = ({ order, line }) => ({ order, line: numberOf(line) });

const carried = ({ photos, voice = null }) => ({ photos: voice ? [...photos, voice] : photos, voice });

const MADE = {
  list_product: (_, said, { draft }) => {
    const { producer, ...rest } = said;
    const data = producer ? { ...rest, producer: whom(producer) } : rest;
    return [{ kind: "list_product", title: said.title, data, ...carried(draft) }];
  },

  edit_product(given, said, { draft, rules, typed }) {
    const product = numberOf(given.product);
    const changes = {};
    for (const name of Object.keys(typed)) {
      const base = valueOf(draft.base[name] ?? "", rules[name]);
      const value = said[name] ?? "";
      if (!NOT_THE_PRODUCTS.includes(name) && base !== value) changes[fieldOf(name)] = { base, value };
    }
    const title = given.title ?? said.title;
    const delta = "stock" in said ? said.stock - valueOf(draft.base.stock, rules.stock) : 0;
    const counted = { kind: "change_stock", title, data: { product, delta } };
    if (!Object.keys(changes).length && !draft.photos.length) return delta ? [counted] : [];
    const first = draft.photos.length > 0 && said.new_photo_first === true;
    const edited = { kind: "edit_product", title, data: { product, changes, ...(first && { first }) }, photos: draft.photos };
    if (!delta) return [edited];
    // Sent by itself, so that mending the other one does not count it again.
    return [{ ...edited, draft: { ...draft, base: { ...draft.base, stock: typed.stock } } }, counted];
  },

  sold_out: ({ title, product, stock, mark }) => [
    { kind: "change_stock", title, data: { product: numberOf(product), sold_out: true, seen: numberOf(stock), mark: numberOf(mark) } },
  ],
  restock: (given, said) => [
    { kind: "change_stock", title: given.title, data: { product: numberOf(given.product), delta: said.stock } },
  ],
  choose_price: (given, said) => [
    { kind: "choose_price", title: given.title, data: { question: numberOf(given.question), price: numberOf(said.value) } },
  ],
  set_voice: (given, said, { draft }) => [
    { kind: "set_voice", title: given.title, data: { product: numberOf(given.product), ...said }, ...carried(draft) },
  ],
  send_story(_, said, { draft }) {
    const data = Object.fromEntries(Object.entries(said).filter(([name]) => !name.startsWith("told-")));
    const told = draft.photos.map((id) => said[`told-${id}`] ?? "");
    return [{ kind: "send_story", title: said.title, data: { ...data, told }, photos: draft.photos }];
  },
  add_maker: (_, said) => [{ kind: "add_maker", title: said.name, data: said }],
  record_consent(given, { version, was_read }, { draft }) {
    const data = { producer: whom(given.maker), version, was_read };
    return [{ kind: "record_consent", title: given.title, data, ...carried(draft) }];
  },
  withdraw_consent: (given, said) => [{ kind: "withdraw_consent", title: given.title, data: { producer: whom(given.maker), ...said } }],
  pause_shop: (given, said) => [{ kind: "pause_shop", title: given.title, data: said }],
  open_shop: (given) => [{ kind: "open_shop", title: given.title, data: {} }],
  accept_line: (given) => [{ kind: "accept_line", title: given.title, data: lineOf(given) }],
  decline_line: (given, said) => [{ kind: "decline_line", title: given.title, data: { ...lineOf(given), ...said } }],
  hand_over: (given, said) => [
    { kind: "hand_over", title: given.title, data: { order: given.order, tracking_number: "", ...said } },
  ],
};
