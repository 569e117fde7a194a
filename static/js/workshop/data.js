// The shop as the phone knows it: what /jual/data/ last said, with all in it that was done here and is not in there yet.

const A_YEAR = 365 * 24 * 60 * 60_000; // sellers/agreement.py

/** Give back the shop as it will be once everything is sent, and when it was last heard of; null when never. */
export async function shopNow(user) {
  const kept = await fetchOne("data", user);
  if (!kept?.said.shop) return null; // nothing heard yet, or no open shop
  const shop = JSON.parse(JSON.stringify(kept.said));
  const operations = await operationsOf(user), isMaker = ({ kind }) => kind === "add_maker";
  for (const { id, result } of operations) write(shop.producers.find((one) => one.id === result?.producer), { state: DONE }, { made_by: id });
  for (const operation of [...operations.filter(isMaker), ...operations.filter((one) => !isMaker(one))]) { // first whom others name
    const isToMend = isMaker(operation) && operation.state === ATTENTION; // others may name her all the same
    markTakenBack(shop, operation);
    if (isUnsent(operation) || isToMend || isNewTo(kept, operation)) APPLIED[operation.kind]?.(shop, operation.data, operation);
  }
  return { ...shop, heard_at: kept.at };
}

/**
 * Let what is changed of a product, or recorded for it, start from what this person's others make of it that wait here, or
 * went since the page came: she knows of them, and a page from the server does not show them.
 */
export async function startFromHers(hers, user) {
  const { product, changes = {}, voice } = hers;
  if (!product || !(hers.changes || voice)) return;
  const asked = (await fetchOne("data", user))?.said.questions ?? [];
  for (const { state, ended_at, data, body } of await operationsOf(user)) {
    if (!isUnsent({ state }) && !(state === DONE && ended_at > performance.timeOrigin)) continue;
    const isAnswered = changes.price && asked.some((one) => one.id === data.question && one.product === product);
    if (isAnswered) changes.price.base = data.price;
    if (data.product !== product) continue;
    if (voice && data.voice) hers.base = await hashOf(data.voice, body);
    for (const [name, { value }] of Object.entries(data.changes ?? {})) if (changes[name]) changes[name].base = value;
  }
}

// By what the server knows, or will know, a recording that was put into the queue.
const hashOf = async (voice, body) => (body ? JSON.parse(body).data.voice : (await readyPhoto(voice))?.sha256);

function thingOf(shop, number) {
  const things = shop.products.flatMap((product) => [product, ...(product.sizes ?? [])]);
  return things.find((thing) => thing.id === number) ?? {};
}

// Writes into a thing what an operation makes of it; what has not been sent yet is marked.
const write = (thing, operation, values) => thing && Object.assign(thing, values, isUnsent(operation) && { isUnsent: true });

const byName = (shop, named) => shop.producers.find(({ id, made_by }) => (named?.made_by ? made_by === named.made_by : id === named));

// Her last word is no, also after the server has said that nothing holds: on this phone nothing is done in her name any more.
function markTakenBack(shop, { kind, data, state }) {
  const maker = ["record_consent", "withdraw_consent"].includes(kind) && state !== ATTENTION && byName(shop, data.producer);
  if (maker) maker.isTakenBack = kind === "withdraw_consent" && (state !== DONE || !maker.consent_until);
}

function markLine(shop, { order, line }, operation, state) {
  const lines = shop.orders.find((one) => one.number === order)?.lines ?? [];
  for (const one of lines.filter(({ id }) => id === line)) write(one, operation, { state });
}

const APPLIED = {
  list_product(shop, data, operation) {
    const id = operation.result?.product ?? null;
    if (id && shop.products.some((one) => one.id === id)) return; // it was heard of while it was sent
    const made = { ...data, id, photo: operation.photos[0], moderation: "waiting", sizes: [] };
    shop.products.unshift(write(made, operation));
  },
  add_maker(shop, { name, makes, "village-cari": village = "" }, operation) {
    const id = operation.result?.producer ?? null;
    if (id && byName(shop, id)) return;
    const maker = { id, made_by: operation.id, name, village: village.split(",")[0], makes };
    shop.producers.push({ ...maker, mine: false, needs_consent: true, consent_until: null, isUnsent: operation.state !== DONE });
  },
  record_consent(shop, { producer }, operation) {
    write(byName(shop, producer), operation, { consent_until: operation.made_at + A_YEAR });
  },
  withdraw_consent: (shop, { producer }, operation) => { write(byName(shop, producer), operation, { consent_until: null, isTakenBack: true }); },
  edit_product(shop, { product, changes, first }, operation) {
    const holding = Object.entries(changes).filter(([name]) => !operation.result?.overtaken?.includes(name));
    const values = Object.fromEntries(holding.map(([name, { value }]) => [name, value]));
    const thing = write(thingOf(shop, product), operation, { ...values, ...(first && isUnsent(operation) && { photo: operation.photos[0] }) });
    if (isUnsent(operation)) thing.pictures = (thing.pictures ?? 1) + operation.photos.length;
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
