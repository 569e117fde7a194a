// How a page is kept, and what is said above it when it is shown again.

const WORDS = {
  id: { offline: "Tanpa sinyal. Halaman ini disimpan", slow: "Sinyal lambat. Halaman ini disimpan", again: "Coba lagi" },
  en: { offline: "No signal. This page was kept on", slow: "The signal is slow. This page was kept on", again: "Try again" },
};
const CARRIED = ["Content-Type", "Content-Language", "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"];

async function keepPage(request, response) {
  const headers = new Headers({ "X-Kept-At": String(Date.now()) });
  for (const name of CARRIED) {
    if (response.headers.has(name)) headers.set(name, response.headers.get(name));
  }
  await put("pages", request.url, new Response(await response.text(), { headers }));
}

async function shownAgain(kept, address, why) {
  const words = WORDS[languageOf(address)];
  const when = new Date(Number(kept.headers.get("X-Kept-At")));
  const said = when.toLocaleString(languageOf(address) === "en" ? "en-GB" : "id-ID", { dateStyle: "long", timeStyle: "short" });
  const bar = `<p class="kept-bar" role="status">${words[why]} ${said}. <a href="">${words.again}</a></p>`;
  const page = (await kept.text()).replace(/<body[^>]*>/, (body) => body + bar);
  return new Response(page, { headers: kept.headers });
}
