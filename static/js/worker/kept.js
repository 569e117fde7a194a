// How a page is kept, and what is said above it when it is shown again.

const WORDS = {
  id: { offline: "Tanpa sinyal. Halaman ini disimpan", slow: "Sinyal lambat. Halaman ini disimpan", again: "Coba lagi" },
  en: { offline: "No signal. This page was kept on", slow: "The signal is slow. This page was kept on", again: "Try again" },
};
const CARRIED = ["Content-Type", "Content-Language", "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"];

async function keepPage(address, response, shelf = "pages") {
  const headers = new Headers({ "X-Kept-At": String(Date.now()) });
  for (const name of CARRIED) {
    if (response.headers.has(name)) headers.set(name, response.headers.get(name));
  }
  await put(shelf, address, new Response(await response.text(), { headers }));
}

// The first page was there before the worker: it is kept as soon as it asks for it, with what it is made of.
async function keepFirst(address, parts) {
  if (shelfForPage(address)) {
    const response = await fetch(address);
    if (mayBeKept(response)) await keepPage(address, response);
  }
  for (const part of parts) {
    const shelf = shelfForFile(part);
    const response = shelf && !(await find(shelf, part)) && (await fetch(part));
    if (response && isWhole(response, part)) await put(shelf, part, response);
  }
}

// What was sent has no answer: the way back leads to the page with the form.
async function notSent(page, from) {
  const way = from.startsWith(location.origin) ? from : "/";
  const link = way.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const words = (await page.text()).replace('href="/" data-way-back', `href="${link}"`);
  return new Response(words, { headers: page.headers });
}

async function shownAgain(kept, address, why) {
  const words = WORDS[languageOf(address)];
  const when = new Date(Number(kept.headers.get("X-Kept-At")));
  const said = when.toLocaleString(languageOf(address) === "en" ? "en-GB" : "id-ID", { dateStyle: "long", timeStyle: "short" });
  const bar = `<p class="kept-bar" role="status">${words[why]} ${said}. <a href="">${words.again}</a></p>`;
  const page = (await kept.text()).replace(/<body[^>]*>/, (body) => body + bar);
  return new Response(page, { headers: kept.headers });
}
