// What the service worker may keep, and how much of it. Numbers and addresses, no doing.

const LIMITS = { own: 20, pages: 30, files: 60, pictures: 90 };
const PATIENCE_MS = 5000; // with a kept copy at hand, a slow net is waited for so long
const PERSONAL = /^\/(en\/)?(akun|keranjang|bayar|pesanan|jual|kelola|demo|hooks|qris|hemat-data)(\/|$)/;
const LEFT_ALONE = /^\/(en\/)?(jual|kelola|demo|hooks)(\/|$)/; // each has its own way of saying that something went wrong
const HASHED = /^\/static\/.+\.[0-9a-f]{12}\.\w+$/;

// Says on which shelf the answer to a request belongs; on "" none.
function shelfFor(request) {
  if (request.method !== "GET") return "";
  return request.mode === "navigate" ? shelfForPage(request.url) : shelfForFile(request.url);
}

function shelfForPage(address) {
  const url = new URL(address);
  return url.origin !== location.origin || PERSONAL.test(url.pathname) ? "" : "pages";
}

function shelfForFile(address) {
  const url = new URL(address);
  if (url.origin !== location.origin) return "";
  if (HASHED.test(url.pathname)) return "files";
  return url.pathname.startsWith("/media/images/") ? "pictures" : "";
}

const TYPES = { "": "html", js: "javascript", css: "css" }; // all else that is kept is a picture

// Is this the file or page itself, rather than an error or another's page in its place, such as that of a WiFi which
// wants something first? Under a hashed address it stays for ever. Our own pages say what they may load; theirs do not.
function isWhole(response, address) {
  const [, ending = ""] = new URL(address, location).pathname.match(/\.(\w+)$/) ?? [];
  const isOfKind = (response.headers.get("Content-Type") ?? "").includes(TYPES[ending] ?? "image/");
  return response.status === 200 && !response.redirected && isOfKind && (ending || isOurs(response));
}

const isOurs = ({ headers }) => headers.has("Content-Security-Policy");

// Only what is the same for everybody is kept: the server marks it so, see docs/caching.md.
function mayBeKept(response) {
  return response.ok && !response.redirected && isOurs(response) && response.headers.get("Cache-Control") === "no-cache";
}

// Says whether a page of somebody's, or a form that she sends, gets a page of ours where there is no signal.
function isSpokenFor(request) {
  const url = new URL(request.url);
  return request.mode === "navigate" && url.origin === location.origin && !LEFT_ALONE.test(url.pathname);
}

function languageOf(address) {
  return new URL(address).pathname.startsWith("/en/") ? "en" : "id";
}
