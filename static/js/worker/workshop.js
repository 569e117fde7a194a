// The seller app's part of the worker: her pages from the net first; without one the app draws what the phone knows,
// and other pages are shown as she read them last. All of it is hers alone: see static/js/outbox/person.js.

SHELVES.app = "sellers-app-1";
SHELVES.hers = PAGES_OF_SOMEBODY;
SHELVES.herPictures = PICTURES_OF_SOMEBODY;
LIMITS.hers = 40;
const A_DAY = 24 * 60 * 60 * 1000;

const APP = /^\/jual\//;
const NOT_IN_APP = /^\/jual\/(data|kirim)\//;
const DRAWN = /^\/jual\/((produk|pesanan|produsen|produsen\/(baru|\d+|\d+\/tarik)|libur|cerita\/kirim|perlu-dilihat)\/)?$|^\/jual\/produk\/(baru|\d+)\/$|^\/jual\/ukuran\/\d+\/$|^\/jual\/pesanan\/[\w-]+\/$/;
const OF_SOMEBODY = /<body[^>]* data-person="(\d+)"/;

// Says what the seller app does with a request: "" is not its business.
function roleInApp(request) {
  const url = new URL(request.url);
  if (url.origin !== location.origin || request.mode !== "navigate") return "";
  if (request.method === "POST" && url.pathname.endsWith(own.workshop.signOut)) return "sign out";
  return APP.test(url.pathname) && !NOT_IN_APP.test(url.pathname) ? request.method : "";
}

function answerInApp(event, role) {
  if (role === "GET") return hersFor(event);
  if (role === "sign out") return signOut(event.request);
  return fetch(event.request).catch(() => appPage("unsent"));
}

// Fetched when a seller first opens the app, and again with each new worker, so that page and scripts fit together.
async function setUpApp() {
  const { pages, files, help } = own.workshop;
  for (const address of files) {
    const kept = await find("app", address);
    if (!kept || !isWhole(kept, address)) await put("app", address, await fetchWhole(address));
  }
  for (const address of pages) {
    await keepPage(new URL(address, location).href, await fetchWhole(address, { cache: "no-cache", credentials: "omit" }), "app");
  }
  await keepOnly("app", [...pages, ...files, ...help]); // what only older releases need
}

// Without it the app works as well; what did not come is asked for again when she next opens the app.
async function keepHelp({ isRenewed }) {
  for (const address of own.workshop.help) {
    const { href } = new URL(address, location);
    const response = (isRenewed || !(await find("app", href))) && (await fetch(href, { credentials: "omit" }).catch(() => null));
    if (response && mayBeKept(response)) await keepPage(href, response, "app");
  }
}

const isSetUp = () => find("app", new URL(own.workshop.pages.at(-1), location).href);

async function renewApp() {
  if (!(await isSetUp())) return;
  await setUpApp();
  await keepHelp({ isRenewed: true });
}

async function hearFromApp({ workshop: address }) {
  if (!(await isSetUp())) await setUpApp();
  await takeAlong(address).catch(() => {});
  await keepHelp({ isRenewed: false });
}

// The page that she is on, and those that she finds without a signal though she never opened them: at most a day old
// where there was a signal meanwhile.
async function takeAlong(address) {
  for (const one of (await whoIsHere()) ? [address, ...own.workshop.along].filter(Boolean) : []) {
    const { href, pathname } = new URL(one, location), kept = await find("hers", href);
    const isEnough = kept && (one === address || Date.now() - kept.headers.get("X-Kept-At") < A_DAY);
    if (!DRAWN.test(pathname) && !isEnough) await keepHers(href, await fetch(href));
  }
}

async function hersFor(event) {
  const { url } = event.request;
  const isThere = await find("app", new URL(own.workshop.pages[0], location).href);
  const fresh = hersFromTheNet(event);
  event.waitUntil(fresh.catch(() => {}));
  try {
    return await (isThere ? Promise.race([fresh, tooLong()]) : fresh);
  } catch (reason) {
    return keptInApp(url, reason === "slow" ? "slow" : "offline");
  }
}

async function hersFromTheNet(event) {
  const before = await whoIsHere().catch(() => 0); // a store that fails takes no page away
  const response = (await event.preloadResponse) || (await fetch(event.request));
  const copy = response.clone(), isAsBefore = async () => !before || (await whoIsHere()) === before;
  event.waitUntil(isAsBefore().then((is) => is && keepHers(event.request.url, copy))); // she may have signed out meanwhile
  return response;
}

// Only a page that says whose it is gets kept, which a captive portal's does not; another's page ends the first one's.
async function keepHers(address, response) {
  const isPage = response.ok && !response.redirected && response.headers.get("Content-Type")?.startsWith("text/html");
  const found = isPage && (await response.clone().text()).match(OF_SOMEBODY);
  if (!found) return;
  await bindTo(Number(found[1]));
  if (Number(found[1]) && !DRAWN.test(new URL(address).pathname)) await keepPage(address, response, "hers");
}

async function keptInApp(address, why) {
  await heedSignIn();
  const { pathname } = new URL(address);
  const asked = own.workshop.pages.find((page) => page === pathname);
  if (asked) return (await find("app", new URL(asked, location).href)) ?? appPage(why);
  const kept = !DRAWN.test(pathname) && (await whoIsHere()) && (await find("hers", address));
  return kept ? hersAgain(kept, why) : appPage(why);
}

async function hersAgain(kept, why) {
  const said = why === "slow" ? "Sinyal lambat." : "Tanpa sinyal.";
  const age = ageWords(Number(kept.headers.get("X-Kept-At")));
  const bar = `<p class="kept-bar" role="status">${said} Terakhir diperbarui ${age}. <a href="">Coba lagi</a></p>`;
  const page = (await kept.text()).replace(/<body[^>]*>/, (body) => body + bar);
  return new Response(page, { headers: kept.headers });
}

async function appPage(why) {
  const kept = await find("app", new URL(own.workshop.pages[0], location).href);
  if (!kept) return (await ownPage(own.pages, "id")) ?? Response.error();
  const page = (await kept.text()).replace("<body", `<body data-why="${why}"`);
  return new Response(page, { headers: kept.headers });
}

async function signOut(request) {
  const response = await fetch(request).catch(() => null);
  if (!response) return (await ownPage(own.unsent, "id")) ?? Response.error();
  if (response.type === "opaqueredirect") await bindTo(0); // a WiFi's own page in its place signs nobody out
  return response;
}

// Background Sync: the browser tries again later when this fails, and so long as something waits it does.
async function sendInBackground() {
  await sendWaiting({ hurry: true });
  const left = (await operationsOf(await whoIsHere())).filter(isUnsent);
  if (left.length && ["net", "portal", "down"].includes(await noted("trouble"))) throw new NoAnswer("still no signal");
}
