// Where things are kept. The number rises when what lies there can no longer be read; older shelves are thrown away.

const SHELVES = { own: "buyers-own-1", pages: "buyers-pages-1", files: "buyers-files-1", pictures: "buyers-pictures-1" };

async function put(name, request, response) {
  const shelf = await caches.open(SHELVES[name]);
  await shelf.delete(request); // what was read last stands last
  await shelf.put(request, response);
  const keys = await shelf.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - LIMITS[name])).map((key) => shelf.delete(key)));
}

async function find(name, request) {
  return (await caches.open(SHELVES[name])).match(request, { ignoreVary: true });
}

async function throwOldOnesAway() {
  const ours = new Set(Object.values(SHELVES));
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("buyers-") && !ours.has(name)).map((name) => caches.delete(name)));
}
