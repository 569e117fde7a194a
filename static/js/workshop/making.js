// Makes parts of a page. Words are always text, never HTML.

/** Make an element with its properties (data-… and aria-… as attributes) and what is in it. */
export function make(name, properties = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes("-") || key === "role") made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...inside.flat().filter((one) => one !== null && one !== undefined && one !== false && one !== ""));
  return made;
}

/** Say that only some of them are on this phone; nothing where all are. */
export function leftOut(there, more, what) {
  return more > 0 && make("p", { className: "notice" }, `Di HP ini ada ${there.length} dari ${there.length + more} ${what}; sisanya perlu sinyal.`);
}

/** Say of what it stands beside that it has not been sent yet. */
export const waits = () => make("span", { className: "badge badge--waiting icon-wait" }, "belum terkirim");

/** Take a copy of what a <template> holds. */
export function copyOf(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}
