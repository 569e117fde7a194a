// Where things are kept. The number rises when what lies there can no longer be read; older shelves are thrown away.
// A shelf without a limit holds what it is told to, and nothing else.

const SHELVES = { own: "buyers-own-1", pages: "buyers-pages-1", files: "buyers-files-1", pictures: "buyers-pictures-1" };

async function put(name, request, response) {
  const shelf = await caches.open(SHELVES[name]);
  await shelf.delete(request); // what was read last stands last
  await shelf.put(request, response);
  const keys = await shelf.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - (LIMITS[name] ?? Infinity))).map((key) => shelf.delete(key)));
}

// Looking makes no shelf: one of the seller app is only on a seller's phone.
const find = (name, request) => caches.match(request, { cacheName: SHELVES[name], ignoreVary: true });

// What a worker is set up with comes whole, or setting up fails and the browser tries again later.
async function fetchWhole(address, options) {
  const response = await fetch(address, options);
  if (!isWhole(response, address)) throw new Error(`${response.status} for ${address}`);
  return response;
}

async function keepOnly(name, addresses) {
  const shelf = await caches.open(SHELVES[name]);
  const wanted = addresses.map((address) => new URL(address, location).href);
  for (const { url } of await shelf.keys()) if (!wanted.includes(url)) await shelf.delete(url);
}

async function throwOldOnesAway() {
  const ours = new Set(Object.values(SHELVES));
  const names = await caches.keys();
  const old = names.filter((name) => /^(buyers|sellers)-/.test(name) && !ours.has(name));
  await Promise.all(old.map((name) => caches.delete(name)));
}
