// Suggests names under the search box while somebody types. Without it the box is a plain form.
// header.js fetches it when somebody steps into the box.
const PAUSE_MS = 180;
const FEWEST_LETTERS = 2;

for (const form of document.querySelectorAll("form[data-suggestions]")) improve(form);

function improve(form) {
  const box = form.querySelector("input[type=search]");
  const list = document.createElement("div");
  list.className = "suggestions";
  list.id = "saran";
  list.role = "listbox";
  list.hidden = true;
  form.append(list);
  box.role = "combobox";
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-expanded", "false");
  list.setAttribute("aria-label", box.getAttribute("placeholder"));
  let timer = 0;
  let asking = null;
  let chosen = -1;

  box.addEventListener("input", () => {
    clearTimeout(timer);
    asking?.abort();
    if (box.value.trim().length < FEWEST_LETTERS) show([]);
    else timer = setTimeout(ask, PAUSE_MS);
  });
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show([]);
    } else if (step && !list.hidden) {
      event.preventDefault();
      choose(chosen + step);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      list.children[chosen].click();
    }
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) show([]);
  });

  async function ask() {
    const address = new URL(form.dataset.suggestions, location.href);
    address.searchParams.set("q", box.value.trim());
    asking = new AbortController();
    try {
      const answer = await fetch(address, { signal: asking.signal });
      show(answer.ok && document.activeElement === box ? await answer.json() : []);
    } catch {
      // No signal, or something newer was typed: the box stays a plain form.
    }
  }

  function show(names) {
    list.replaceChildren(...names.map(row));
    list.hidden = names.length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
    choose(-1);
  }

  function row(one, number) {
    const link = document.createElement("a");
    link.role = "option";
    link.id = `saran-${number}`;
    link.href = one.url;
    link.textContent = one.name;
    link.tabIndex = -1;
    return link;
  }

  function choose(number) {
    const last = list.children.length - 1;
    chosen = number < -1 ? last : number > last ? -1 : number;
    for (const [at, item] of [...list.children].entries()) item.setAttribute("aria-selected", String(at === chosen));
    if (chosen >= 0) box.setAttribute("aria-activedescendant", `saran-${chosen}`);
    else box.removeAttribute("aria-activedescendant");
  }

  if (box.value !== box.defaultValue) box.dispatchEvent(new Event("input")); // typed before this was here
}
