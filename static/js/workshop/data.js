// What the phone knows of the shop without asking: goods, orders, open questions. Kept from /jual/data/.

const AS_LONG_AS = 60_000; // asked for anew at most so often, unless something was sent
const MOST_PICTURES = 200;
let isAsking = false;

/** Ask for the shop as it is now and keep it; gives back whether something new came. */
export async function refreshData(user, { now = false } = {}) {
  const address = document.body.dataset.data;
  const kept = await fetchOne("data", user);
  if (!address || isAsking || (!now && kept && Date.now() - kept.asked_at < AS_LONG_AS)) return false;
  isAsking = true;
  try {
    const headers = kept?.etag ? { "If-None-Match": kept.etag } : {};
    const response = await fetch(address, { headers, credentials: "same-origin", cache: "no-store", redirect: "error" });
    if (response.status === 304) {
      await changeRow("data", user, (row) => { row.asked_at = row.at = Date.now(); });
      return false;
    }
    const said = response.ok && (await response.json());
    if (!said || said.user !== user || (await whoIsHere()) !== user) return false; // somebody else's, or no answer of ours
    await keepRow("data", { user, said, at: Date.now(), asked_at: Date.now(), etag: response.headers.get("ETag") });
    tellPages("data");
    keepPictures(said.products ?? []).catch(() => {});
    return true;
  } catch {
    return false; // no signal: what is kept stays
  } finally {
    isAsking = false;
  }
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
  for (const operation of (await operationsOf(user)).filter(isUnsent)) APPLIED[operation.kind]?.(shop, operation.data, operation);
  return { ...shop, heard_at: kept.at };
}

function thingOf(shop, number) {
  const things = shop.products.flatMap((product) => [product, ...(product.sizes ?? [])]);
  return things.find((thing) => thing.id === number) ?? {};
}

function markLine(shop, { order, line }, state) {
  const lines = shop.orders.find((one) => one.number === order)?.lines ?? [];
  for (const one of lines.filter(({ id }) => id === line)) Object.assign(one, { state, isUnsent: true });
}

const APPLIED = {
  list_product: (shop, data, { photos }) => shop.products.unshift({ ...data, id: null, photo: photos[0], isUnsent: true, sizes: [] }),
  edit_product(shop, { product, changes }) {
    const thing = thingOf(shop, product);
    for (const [name, { value }] of Object.entries(changes)) thing[name] = value;
    thing.isUnsent = true;
  },
  change_stock(shop, { product, delta = 0, sold_out: isOut = false }) {
    const thing = thingOf(shop, product);
    Object.assign(thing, { stock: isOut ? 0 : Math.max(0, thing.stock + delta), isUnsent: true });
  },
  pause_shop: (shop, data) => { shop.shop.paused = { ...data, isUnsent: true }; },
  open_shop: (shop) => { shop.shop.paused = null; },
  accept_line: (shop, data) => markLine(shop, data, "accepted"),
  decline_line: (shop, data) => markLine(shop, data, "declined"),
  hand_over(shop, { order }) {
    const found = shop.orders.find((one) => one.number === order);
    if (found) Object.assign(found, { isUnsent: true, isHandedOver: true, can: [] });
  },
};
