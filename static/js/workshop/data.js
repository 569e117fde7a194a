// What the phone knows of the shop without asking: goods, orders, open questions. Kept from /jual/data/.

import { listen } from "./count.js";

const AS_LONG_AS = 60_000; // asked for anew at most so often, unless something was sent meanwhile
const MOST_PICTURES = 200;
let isAsking = false;

/** Ask for the shop as it is now and keep it; gives back whether something new came. */
export async function refreshData(user, { now = false } = {}) {
  const address = document.body.dataset.data;
  const kept = await fetchOne("data", user);
  if (!address || isAsking || (!now && kept && Date.now() - kept.asked_at < AS_LONG_AS && !(await sentSince(kept, user)))) return false;
  isAsking = true;
  const asked_at = Date.now();
  try {
    const headers = kept?.etag ? { "If-None-Match": kept.etag } : {};
    const response = await fetch(address, { headers, credentials: "same-origin", cache: "no-store", redirect: "error" });
    if (response.status === 304) {
      await changeRow("data", user, (row) => { row.asked_at = row.at = asked_at; });
      return false;
    }
    const said = response.ok && (await response.json());
    if (!said || said.user !== user || (await whoIsHere()) !== user) return false; // somebody else's, or no answer of ours
    await keepRow("data", { user, said, at: asked_at, asked_at, etag: response.headers.get("ETag") });
    tellPages("data");
    keepPictures(said.products ?? []).catch(() => {});
    return true;
  } catch {
    return false; // no signal: what is kept stays
  } finally {
    isAsking = false;
  }
}

/** Give back who is signed in, 0 for nobody or when that cannot be told. */
export async function askWho() {
  try {
    const response = await fetch(document.body.dataset.data, { credentials: "same-origin", cache: "no-store", redirect: "error" });
    return (await response.json()).user ?? 0;
  } catch {
    return 0;
  }
}

const sentSince = async (kept, user) => (await operationsOf(user)).some((one) => isNewTo(kept, one));

// Sent after the shop was last heard of, so what was heard does not have it in it yet.
const isNewTo = (kept, { state, ended_at: at }) => state === DONE && at >= kept.asked_at;

/** Ask for the shop anew whenever all that waited has been sent. */
export function keepHearing(user) {
  refreshData(user);
  listen(async (what) => {
    if (what === "queue" && !(await operationsOf(user)).some(isUnsent)) refreshData(user);
  });
}

// Small pictures of her goods, so that she knows them again without a signal.
async function keepPictures(products) {
  if (!("caches" in window)) return;
  const shelf = await caches.open(PICTURES_OF_SOMEBODY);
  const wanted = products.map((one) => one.picture).filter(Boolean).slice(0, MOST_PICTURES);
  const there = new Set((await shelf.keys()).map((one) => new URL(one.url).pathname));
  for (const address of wanted) if (!there.has(address)) await shelf.add(address);
  for (const address of there) if (!wanted.includes(address)) await shelf.delete(address);
}

/** Give back the shop as it will be once everything is sent, and when it was last heard of; null when never. */
export async function shopNow(user) {
  const kept = await fetchOne("data", user);
  if (!kept?.said.shop) return null; // nothing heard yet, or no open shop
  const shop = JSON.parse(JSON.stringify(kept.said));
  for (const operation of await operationsOf(user)) {
    if (isUnsent(operation) || isNewTo(kept, operation)) APPLIED[operation.kind]?.(shop, operation.data, operation);
  }
  return { ...shop, heard_at: kept.at };
}

function thingOf(shop, number) {
  const things = shop.products.flatMap((product) => [product, ...(product.sizes ?? [])]);
  return things.find((thing) => thing.id === number) ?? {};
}

// Writes into a thing what an operation makes of it; what has not been sent yet is marked.
const write = (thing, operation, values) => thing && Object.assign(thing, values, isUnsent(operation) && { isUnsent: true });

function markLine(shop, { order, line }, operation, state) {
  const lines = shop.orders.find((one) => one.number === order)?.lines ?? [];
  for (const one of lines.filter(({ id }) => id === line)) write(one, operation, { state });
}

const APPLIED = {
  list_product(shop, data, operation) {
    const made = { ...data, id: operation.result?.product ?? null, photo: operation.photos[0], moderation: "waiting", sizes: [] };
    shop.products.unshift(write(made, operation));
  },
  edit_product(shop, { product, changes, first }, operation) {
    const values = Object.fromEntries(Object.entries(changes).map(([name, { value }]) => [name, value]));
    write(thingOf(shop, product), operation, { ...values, ...(first && isUnsent(operation) && { photo: operation.photos[0] }) });
  },
  change_stock(shop, { product, delta = 0, sold_out: isOut = false }, operation) {
    const thing = thingOf(shop, product);
    write(thing, operation, { stock: isOut ? 0 : Math.max(0, thing.stock + delta) });
  },
  pause_shop: (shop, data, operation) => { shop.shop.paused = write({ ...data }, operation); },
  open_shop: (shop, _, operation) => { shop.shop = { ...shop.shop, paused: null, isOpening: isUnsent(operation) }; },
  accept_line: (shop, data, operation) => markLine(shop, data, operation, "accepted"),
  decline_line: (shop, data, operation) => markLine(shop, data, operation, "declined"),
  hand_over(shop, { order }, operation) {
    write(shop.orders.find((one) => one.number === order), operation, { isHandedOver: true, can: [] });
  },
};
