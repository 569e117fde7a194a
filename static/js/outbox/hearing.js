// What the phone knows of the shop without asking: goods, orders, open questions. Kept from /jual/data/, by pages and by
// the worker, and fetched anew once something has been sent.

const SHOP_DATA = "/jual/data/";
const AS_LONG_AS = 60_000; // asked for anew at most so often, unless something was sent
const MOST_PICTURES = 200, PICTURES_AT_ONCE = 8, RIGHT_CLOCK = 120_000;
let hearing = Promise.resolve();

// Asks for the shop as it is now and keeps it, one after the other; gives back whether something new came.
function hearShop(user, { now = false } = {}) {
  hearing = hearing.then(() => hearAnew(user, now)).catch(() => false); // no signal: what is kept stays
  return hearing;
}

async function hearAnew(user, now) {
  const kept = await fetchOne("data", user);
  const hasNews = Boolean(kept) && (await hasNewsFor(user, kept)), ago = Date.now() - kept?.asked_at;
  if (!now && kept && ago >= 0 && ago < AS_LONG_AS && !hasNews) return false;
  if (kept && (await mayBeThere(user))) return false;
  const done = (await operationsOf(user)).filter(({ state }) => state === DONE).map(({ id }) => id);
  const at = Date.now(), headers = kept?.etag ? { "If-None-Match": kept.etag } : {}, signal = AbortSignal.timeout(PATIENCE);
  const response = await fetch(SHOP_DATA, { headers, credentials: "same-origin", cache: "no-store", redirect: "error", signal });
  if (response.status === 304) {
    await changeRow("data", user, (row) => { Object.assign(row, { at, asked_at: at, done }); });
    if (hasNews) await letHeldBackGo(user); // what was sent may be what others wait for
    tellPages("data");
    keepPictures(kept.said.products ?? []).catch(() => {});
    return false;
  }
  const said = await response.json();
  if (response.status === 401 && said.state === "sign_in" && (await whoIsHere()) === user) await bindTo(0);
  if (!response.ok || said.user !== user || (await whoIsHere()) !== user) return heedOther(said, user);
  if (kept && (await mayBeThere(user))) return false; // it was sent meanwhile
  await keepRow("data", { user, said, at, asked_at: at, done, etag: response.headers.get("ETag") });
  await forgetLaterTimes(Date.parse(response.headers.get("Date")));
  await letHeldBackGo(user); // perhaps there is a consent now, or a shop
  tellPages("data");
  keepPictures(said.products ?? []).catch(() => {});
  return true;
}

// It is no answer of ours, or somebody else's: who has signed in meanwhile finds nothing of the first one's.
async function heedOther({ user: other }, user) {
  if (other && other !== user && (await whoIsHere()) === user) await bindTo(other);
  return false;
}

// Was asked for, and nobody knows whether it has arrived: in what is heard now it might be, and be counted once more.
const mayBeThere = async (user) => (await operationsOf(user)).some((one) => isUnsent(one) && one.isInDoubt && (one.failed ?? 0) < STUCK);

// Had not been sent when the shop was last asked for, so what was heard does not have it in it yet.
const isNewTo = ({ done, at }, one) => one.state === DONE && (done ? !done.includes(one.id) : one.ended_at >= at);
const hasNewsFor = async (user, kept) => (await operationsOf(user)).some((one) => isNewTo(kept, one));

// The clock is right now, so times that lie ahead come from when it was not.
async function forgetLaterTimes(servers) {
  if (!(Math.abs(Date.now() - servers) < RIGHT_CLOCK)) return;
  await changeRow("notes", "latest", (row) => { row.value = Math.min(row.value, Date.now()); });
}

// A WiFi answers with a page of its own in place of a picture.
const isPicture = ({ ok, redirected, headers }) => ok && !redirected && (headers.get("Content-Type") ?? "").startsWith("image/");

// Small pictures of her goods, so that she knows them again without a signal: a few at each hearing, on a thin line.
async function keepPictures(products) {
  if (!("caches" in self)) return;
  const shelf = await caches.open(PICTURES_OF_SOMEBODY);
  const wanted = products.map((one) => one.picture).filter(Boolean).slice(0, MOST_PICTURES);
  const there = new Set((await shelf.keys()).map((one) => new URL(one.url).pathname));
  const missing = wanted.filter((address) => !there.has(address));
  for (const address of missing.slice(0, PICTURES_AT_ONCE)) {
    const picture = await fetch(address);
    if (isPicture(picture)) await shelf.put(address, picture);
  }
  for (const address of there) if (!wanted.includes(address)) await shelf.delete(address);
}
