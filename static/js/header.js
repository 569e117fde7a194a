// Public pages are the same for everybody. What the header says about you it reads from two cookies:
// how many pieces are in the basket, and whether you are signed in.

function cookie(name) {
  const found = document.cookie.split("; ").find((one) => one.startsWith(`${name}=`));
  return found ? found.slice(name.length + 1) : "";
}

function show() {
  const pieces = Number.parseInt(cookie("basket_count"), 10) || 0;
  for (const badge of document.querySelectorAll("[data-basket-count]")) {
    badge.hidden = pieces < 1;
    badge.querySelector("[data-pieces]").textContent = pieces;
  }
  for (const link of document.querySelectorAll("[data-account-label]")) {
    if (cookie("signed_in")) {
      link.textContent = link.dataset.accountLabel;
      link.href = link.dataset.accountUrl;
    }
  }
}

show();
addEventListener("pageshow", show); // also when the browser brings a page back as it was left

// Most visits never search: what suggests names is fetched with the first step into the box.
for (const form of document.querySelectorAll("form[data-script]")) {
  form.addEventListener("focusin", () => import(form.dataset.script), { once: true });
}

// What a page can do without at first leaves the slow line to its styles and pictures.
for (const part of document.querySelectorAll("[data-script-later]")) {
  addEventListener("load", () => import(part.dataset.scriptLater), { once: true });
}

// The last pages stay readable without a signal; asked for when the page is there, so that it waits for nothing.
async function keepPages() {
  const workers = navigator.serviceWorker;
  const isFirst = !workers.controller; // this page came before the worker: it asks to be kept
  // Its parts have hashes in their names and are never asked for twice; it says itself that it is to be asked for anew.
  await workers.register("/sw.js", { updateViaCache: "all" });
  if (isFirst) (await workers.ready).active.postMessage(performance.getEntriesByType("resource").map((one) => one.name));
}

if ("serviceWorker" in navigator) addEventListener("load", () => keepPages().catch(() => {}), { once: true });
