// What is being written is kept as it is written, and is there again when the page is opened again.

import { tellTrouble } from "./room.js";
import { make } from "./making.js";

const EVERY = 300; // milliseconds: a phone that dies takes no more than that with it
const NOT_TYPED = ["csrfmiddlewaretoken", "reference", "kept_photo", "photo"];

/** Return what stands in a form, by name; a tick is true or false. */
export function typedIn(form) {
  const found = {};
  for (const control of form.elements) {
    if (!control.name || NOT_TYPED.includes(control.name) || control.name.startsWith("initial-") || control.type === "file") continue;
    if (control.type === "radio") { if (control.checked) found[control.name] = control.value; }
    else found[control.name] = control.type === "checkbox" ? control.checked : control.value;
  }
  return found;
}

// What the page showed, which it carries along: something may have been typed before this script was there.
function seenIn(form) {
  const found = typedIn(form);
  for (const name of Object.keys(found)) found[name] = form.elements[`initial-${name}`]?.value ?? found[name];
  return found;
}

// What a form is about that is not asked in it.
function aboutOf({ dataset: { product, order, line } }) {
  return { ...(product && { product: Number(product) }), ...(order && { order }), ...(line && { line: Number(line) }) };
}

function writeInto(form, values) {
  for (const control of form.elements) {
    if (!(control.name in values) || control.type === "file") continue;
    if (control.type === "radio") control.checked = control.value === values[control.name];
    else if (control.type === "checkbox") control.checked = values[control.name] === true;
    else control.value = values[control.name];
    control.dispatchEvent(new Event("change", { bubbles: true }));
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** Keep the draft of one form. Gives back what there is of it and how to keep or forget it. */
export async function keepDraftOf(form, user) {
  const place = new URLSearchParams(location.search).get("draf"); // beside the form's own draft: see mendOperation
  const key = [user, form.dataset.draft, place].filter(Boolean).join(":");
  const shown = seenIn(form);
  const found = await fetchOne("drafts", key);
  const draft = found ?? { key, user, kind: form.dataset.operation, path: location.pathname + location.search, photos: [], base: shown };
  let clock = null, isOver = false;

  // A photo that is picked or taken away is kept or dropped in the same step as the draft that names it.
  async function keep({ photo = null, gone = null } = {}) {
    clearTimeout(clock);
    clock = null;
    if (isOver) return;
    const values = typedIn(form);
    Object.assign(draft, { values, about: aboutOf(form), title: values.title || values.name || form.dataset.title || "", saved_at: Date.now() });
    await inStore(["drafts", "photos"], "readwrite", (at) => {
      if (photo) at("photos").put(photo);
      if (gone) at("photos").delete(gone);
      at("drafts").put(draft);
    });
    tellPages("queue");
  }
  const save = () => keep().catch(tellTrouble);
  const soon = () => { clock ??= setTimeout(save, EVERY); };
  const typed = changedBetween(shown, typedIn(form));
  if (found) bringBack(form, found, typed);
  if (typed.length) soon();
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  addEventListener("pagehide", () => { if (clock) save(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden && clock) save(); });
  return { draft, keep, save, isFound: Boolean(found), end: () => { isOver = true; clearTimeout(clock); }, goOn: () => { isOver = false; } };
}

const changedBetween = (before, after) => Object.keys(after).filter((name) => before[name] !== after[name]);

function bringBack(form, draft, typedMeanwhile) {
  const values = Object.fromEntries(Object.entries(draft.values ?? {}).filter(([name]) => !typedMeanwhile.includes(name)));
  writeInto(form, values);
  const drop = make("button", { className: "button button--quiet", type: "button" }, "Buang, mulai lagi");
  drop.addEventListener("click", async () => {
    if (!confirm("Buang tulisan dan foto yang belum dikirim ini?")) return;
    await dropDraft(draft.key);
    location.reload();
  });
  const words = `Tulisan Anda ${ageWords(draft.saved_at)} dibawa kembali. Belum terkirim.`;
  form.prepend(make("div", { className: "notice cluster", role: "status" }, make("span", {}, words), drop));
}
