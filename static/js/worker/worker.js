// The service worker itself: pages from the net first, files and pictures from their shelves first.

let own = { pages: {}, unsent: {}, files: [], workshop: { pages: [], files: [], help: [], along: [], signOut: "" } };

function begin(told) {
  own = told;
  addEventListener("install", (event) => event.waitUntil(setUp()));
  addEventListener("activate", (event) => event.waitUntil(takeOver()));
  addEventListener("message", (event) => event.waitUntil(hear(event)));
  addEventListener("sync", (event) => event.waitUntil(sendInBackground()));
  addEventListener("fetch", answer);
}

async function setUp() {
  for (const address of own.files) await put("own", address, await fetchWhole(address));
  for (const language of await languagesHere()) await keepOwn(language);
  await renewApp();
  await skipWaiting();
}

// What the shop says without a signal is kept in Indonesian, and in a language once somebody reads in it.
async function languagesHere() {
  const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const kept = await Promise.all(Object.keys(own.pages).map(async (one) => (await ownPage(own.pages, one)) && one));
  return new Set(["id", ...windows.map(({ url }) => languageOf(url)), ...kept.filter(Boolean)]);
}

async function keepOwn(language) {
  for (const pages of [own.pages, own.unsent]) {
    const { href } = new URL(pages[language], location);
    await keepPage(href, await fetchWhole(href, { cache: "no-cache", credentials: "omit" }), "own");
  }
}

async function keepOwnOnce(language) {
  if (!(await ownPage(own.unsent, language))) await keepOwn(language).catch(() => {});
}

// A page that was on its way while the worker took over belongs to nobody: it is taken when it first speaks.
async function hear({ data, source }) {
  await clients.claim();
  return Array.isArray(data) ? keepFirst(source.url.split("#")[0], data) : hearFromApp(data);
}

async function takeOver() {
  await throwOldOnesAway();
  if (registration.navigationPreload) await registration.navigationPreload.enable();
  await clients.claim();
}

function answer(event) {
  const role = roleInApp(event.request);
  const shelf = role ? "" : shelfFor(event.request);
  if (role) event.respondWith(answerInApp(event, role));
  else if (shelf === "pages") event.respondWith(pageFor(event));
  else if (shelf) event.respondWith(fileFor(event, shelf));
  else if (isSpokenFor(event.request)) event.respondWith(answerOrOwnPage(event));
  if (isSpokenFor(event.request)) event.waitUntil(keepOwnOnce(languageOf(event.request.url)));
}

async function pageFor(event) {
  const address = event.request.url;
  const kept = (await find("pages", address)) ?? (await find("app", address));
  const fresh = fromTheNet(event);
  event.waitUntil(fresh.catch(() => {})); // also when a kept page was shown before it came
  try {
    return await (kept ? Promise.race([fresh, tooLong()]) : fresh);
  } catch (reason) {
    if (kept) return shownAgain(kept, address, reason === "slow" ? "slow" : "offline");
    return (await ownPageFor(own.pages, address)) || Response.error();
  }
}

async function answerOrOwnPage(event) {
  const { method, url, referrer } = event.request;
  try {
    return (await event.preloadResponse) || (await fetch(event.request));
  } catch {
    const page = await ownPageFor(method === "GET" ? own.pages : own.unsent, url);
    if (!page) return Response.error();
    return method === "GET" ? page : notSent(page, referrer);
  }
}

const ownPage = (pages, language) => find("own", new URL(pages[language], location).href);
const ownPageFor = async (pages, address) => (await ownPage(pages, languageOf(address))) ?? ownPage(pages, "id");

async function fromTheNet(event) {
  const response = (await event.preloadResponse) || (await fetch(event.request));
  if (mayBeKept(response)) event.waitUntil(keepPage(event.request.url, response.clone()));
  return response;
}

function tooLong() {
  return new Promise((_, refuse) => setTimeout(refuse, PATIENCE_MS, "slow"));
}

async function fileFor(event, shelf) {
  for (const name of ["own", "app", shelf, "herPictures"]) {
    const kept = await find(name, event.request);
    if (kept) return kept;
  }
  const response = await fetch(event.request);
  if (isWhole(response, event.request.url)) event.waitUntil(put(shelf, event.request, response.clone()));
  return response;
}
