// The shop as the phone knows it: what /jual/data/ last said, with all in it that was done here and is not in there yet.

/** Give back the shop as it will be once everything is sent, and when it was last heard of; null when never. */
export async function shopNow(user) {
  const kept = await fetchOne("data", user);
  if (!kept?.said.shop) return null; // nothing heard yet, or no open shop
  const shop = JSON.parse(JSON.stringify(kept.said));
  for (const operation of await operationsOf(user)) {
    if (isUnsent(operation) || isNewTo(kept.at, operation)) APPLIED[operation.kind]?.(shop, operation.data, operation);
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
    const holding = Object.entries(changes).filter(([name]) => !operation.result?.overtaken?.includes(name));
    const values = Object.fromEntries(holding.map(([name, { value }]) => [name, value]));
    const thing = write(thingOf(shop, product), operation, { ...values, ...(first && isUnsent(operation) && { photo: operation.photos[0] }) });
    thing.pictures = (thing.pictures ?? 1) + operation.photos.length;
  },
  change_stock(shop, { product, delta = 0, sold_out: isOut = false }, operation) {
    const thing = thingOf(shop, product);
    write(thing, operation, { stock: operation.result?.stock ?? (isOut ? 0 : Math.max(0, thing.stock + delta)) });
  },
  choose_price(shop, { question, price }, operation) {
    const asked = shop.questions.find((one) => one.id === question);
    shop.questions = shop.questions.filter((one) => one !== asked);
    if (asked) write(thingOf(shop, asked.product), operation, { price });
  },
  pause_shop: (shop, data, operation) => { shop.shop.paused = write({ ...data }, operation); },
  open_shop: (shop, _, operation) => { shop.shop = { ...shop.shop, paused: null, isOpening: isUnsent(operation) }; },
  accept_line: (shop, data, operation) => markLine(shop, data, operation, "accepted"),
  decline_line: (shop, data, operation) => markLine(shop, data, operation, "declined"),
  hand_over(shop, { order }, operation) {
    write(shop.orders.find((one) => one.number === order), operation, { isHandedOver: true, can: [] });
  },
};
