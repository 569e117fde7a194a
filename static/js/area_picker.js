// Fills an area picker's radios while somebody types. The form works without: a submit shows the same matches.
const PAUSE_MS = 200;
const FEWEST_LETTERS = 2;

for (const picker of document.querySelectorAll("[data-area-picker]")) improve(picker);

function improve(picker) {
  const query = picker.querySelector(".area-picker__query");
  const shown = picker.querySelector(".area-picker__shown");
  const status = picker.querySelector(".area-picker__status");
  const matches = picker.querySelector(".area-picker__matches");
  const blank = picker.querySelector("template");
  let timer = 0;
  let asking = null;

  query.addEventListener("input", () => {
    clearTimeout(timer);
    asking?.abort();
    show([], "");
    if (query.value.trim().length >= FEWEST_LETTERS) timer = setTimeout(ask, PAUSE_MS);
  });

  query.addEventListener("keydown", (event) => {
    const first = matches.querySelector("input");
    if (!first || !["ArrowDown", "Enter"].includes(event.key)) return;
    if (event.key === "Enter" && matches.querySelector(":checked")) return;
    event.preventDefault();
    first.focus();
    choose(first);
  });

  matches.addEventListener("change", (event) => choose(event.target));
  matches.addEventListener("click", (event) => {
    // A click from the keyboard's arrows has no place on the screen: the list then stays open.
    const match = event.target.closest("label");
    if (match && event.detail > 0) settle(match.querySelector("input"));
  });
  matches.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      settle(event.target);
    } else if (event.key === "Escape") {
      show([], "");
      query.focus();
      query.select();
    }
  });

  async function ask() {
    const typed = query.value.trim();
    const address = new URL(picker.dataset.url, location.href);
    address.searchParams.set("q", typed);
    if ("members" in picker.dataset) address.searchParams.set("anggota", "1");
    asking = new AbortController();
    try {
      const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      const areas = await answer.json();
      shown.value = typed;
      show(areas, areas.length ? picker.dataset.some : picker.dataset.none);
    } catch (error) {
      if (error.name !== "AbortError") showKnown(typed.toLowerCase());
    }
  }

  // Without a signal: what the page itself knows, if anything.
  function showKnown(typed) {
    const known = JSON.parse(picker.dataset.places ?? "[]").map(([code, name]) => ({ code, name }));
    const found = known.filter(({ name }) => name.toLowerCase().includes(typed));
    show(found, found.length ? picker.dataset.some : picker.dataset.offline);
    if (found.length === 1 && found[0].name.toLowerCase() === typed) choose(matches.querySelector("input"));
  }

  function show(areas, words) {
    status.textContent = words;
    matches.replaceChildren(...areas.map(row));
  }

  function row(area) {
    const match = blank.content.cloneNode(true);
    match.querySelector("input").value = area.code;
    match.querySelector("span").textContent = area.name;
    return match;
  }

  function choose(radio) {
    radio.checked = true;
    query.value = radio.closest("label").querySelector("span").textContent;
    shown.value = query.value;
    query.setCustomValidity("");
  }

  function settle(radio) {
    choose(radio);
    status.textContent = "";
    matches.replaceChildren(radio.closest("label"));
    radio.focus();
    picker.dispatchEvent(new CustomEvent("area-chosen", { bubbles: true, detail: { code: radio.value } }));
  }
}
