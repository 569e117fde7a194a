// The service worker itself: pages from the net first, files and pictures from their shelves first.

let own = { pages: {}, files: [] };

function begin(told) {
  own = told;
  addEventListener("install", (event) => event.waitUntil(setUp()));
  addEventListener("activate", (event) => event.waitUntil(takeOver()));
  addEventListener("fetch", answer);
}

async function setUp() {
  const files = await caches.open(SHELVES.files);
  await files.addAll(own.files);
  for (const address of Object.values(own.pages)) {
    await keepPage(new Request(address), await fetch(address, { cache: "no-cache", credentials: "omit" }));
  }
  await skipWaiting();
}

async function takeOver() {
  await throwOldOnesAway();
  if (registration.navigationPreload) await registration.navigationPreload.enable();
  await clients.claim();
}

function answer(event) {
  const shelf = shelfFor(event.request);
  if (shelf === "pages") event.respondWith(pageFor(event));
  else if (shelf) event.respondWith(fileFor(event, shelf));
}

async function pageFor(event) {
  const address = event.request.url;
  const kept = await find("pages", address);
  const fresh = fromTheNet(event);
  event.waitUntil(fresh.catch(() => {})); // also when a kept page was shown before it came
  try {
    return await (kept ? Promise.race([fresh, tooLong()]) : fresh);
  } catch (reason) {
    if (kept) return shownAgain(kept, address, reason === "slow" ? "slow" : "offline");
    const nothing = await find("pages", new URL(own.pages[languageOf(address)], location).href);
    return nothing || Response.error();
  }
}

async function fromTheNet(event) {
  const response = (await event.preloadResponse) || (await fetch(event.request));
  if (mayBeKept(response)) event.waitUntil(keepPage(event.request, response.clone()));
  return response;
}

function tooLong() {
  return new Promise((_, refuse) => setTimeout(refuse, PATIENCE_MS, "slow"));
}

async function fileFor(event, shelf) {
  const kept = await find(shelf, event.request);
  if (kept) return kept;
  const response = await fetch(event.request);
  if (response.ok && response.status === 200) event.waitUntil(put(shelf, event.request, response.clone()));
  return response;
}
