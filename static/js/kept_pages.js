// Lists the pages that the service worker has kept, the last read first.

const list = document.querySelector("[data-kept-pages]");
const language = document.documentElement.lang;

async function keptPages() {
  const names = (await caches.keys()).filter((name) => name.startsWith("buyers-pages-"));
  const found = [];
  for (const name of names) {
    const shelf = await caches.open(name);
    for (const request of await shelf.keys()) {
      const page = new DOMParser().parseFromString(await (await shelf.match(request)).text(), "text/html");
      found.push({ address: request.url, title: page.title, language: page.documentElement.lang });
    }
  }
  return found.reverse();
}

// Who sells has her shop on the phone, and came here from it.
if ("caches" in window && (await caches.keys()).some((name) => name.startsWith("sellers-app-"))) {
  document.querySelector("[data-own-shop]").hidden = false;
}

for (const { address, title, language: spoken } of "caches" in window ? await keptPages() : []) {
  if (spoken !== language || address.includes("/tanpa-sinyal/")) continue;
  const link = Object.assign(document.createElement("a"), { href: address, textContent: title });
  const row = document.createElement("li");
  row.append(link);
  list.append(row);
  document.querySelector("[data-no-kept-pages]").hidden = true;
}
