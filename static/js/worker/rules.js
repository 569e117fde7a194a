// What the service worker may keep, and how much of it. Numbers and addresses, no doing.

const LIMITS = { pages: 30, files: 60, pictures: 90 };
const PATIENCE_MS = 5000; // with a kept copy at hand, a slow net is waited for so long
const PERSONAL = /^\/(en\/)?(akun|keranjang|bayar|pesanan|jual|kelola|demo|hooks|qris|hemat-data)(\/|$)/;
const HASHED = /^\/static\/.+\.[0-9a-f]{12}\.\w+$/;

// Says on which shelf the answer to a request belongs; "" is left to the browser, such as every form that is sent.
function shelfFor(request) {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || PERSONAL.test(url.pathname)) return "";
  if (request.mode === "navigate") return "pages";
  if (HASHED.test(url.pathname)) return "files";
  return url.pathname.startsWith("/media/images/") ? "pictures" : "";
}

// Only what is the same for everybody is kept: the server marks it so, see docs/caching.md.
function mayBeKept(response) {
  return response.ok && !response.redirected && response.headers.get("Cache-Control") === "no-cache";
}

function languageOf(address) {
  return new URL(address).pathname.startsWith("/en/") ? "en" : "id";
}
