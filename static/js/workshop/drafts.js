// What is being written is kept as it is written, and is there again when the page is opened again.

import { tellTrouble } from "./room.js";
import { make } from "./making.js";

const EVERY = 300; // milliseconds: a phone that dies takes no more than that with it
const NOT_TYPED = ["csrfmiddlewaretoken", "reference", "photo"];

/** Return what stands in a form, by name; a tick is true or false. */
export const typedIn = (form) => answersIn(form, (one) => one.value, (one) => one.checked);

function answersIn(form, textOf, isTicked) {
  const found = {};
  for (const control of form.elements) {
    if (!control.name || NOT_TYPED.includes(control.name) || control.name.startsWith("initial-") || control.type === "file") continue;
    if (control.type === "radio") { if (isTicked(control)) found[control.name] = control.value; }
    else found[control.name] = control.type === "checkbox" ? isTicked(control) : textOf(control);
  }
  return found;
}

// What the page showed: something may have been typed before this script was there. The forms that change something
// carry along what they showed; what is drawn on the phone is filled in by scripts, before anybody can type.
function shownIn(form) {
  if (document.body.dataset.app === "shell") return typedIn(form);
  return answersIn(form, (one) => form.elements[`initial-${one.name}`]?.value ?? writtenIn(one), (one) => one.defaultChecked);
}

const writtenIn = ({ options, defaultValue, value }) =>
  (options ? ([...options].find((one) => one.defaultSelected) ?? options[0])?.value ?? "" : defaultValue ?? value);

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
  const shown = shownIn(form);
  const found = await fetchOne("drafts", key);
  const draft = found ?? { id: uuid7(), key, user, kind: form.dataset.operation, path: location.pathname + location.search, photos: [], base: shown };
  const page = uuid7();
  let clock = null, isOver = false, known = found?.saved_at ?? 0;

  // A photo that is picked is kept in the same step as the draft that names it.
  async function keep({ photo = null } = {}) {
    clearTimeout(clock);
    clock = null;
    if (isOver) return;
    const values = typedIn(form), saved_at = Date.now();
    Object.assign(draft, { values, about: aboutOf(form), title: values.title || values.name || form.dataset.title || "", saved_at, by: page });
    const before = draft.key;
    let trouble = null;
    await inStore(["drafts", "photos"], "readwrite", (at) => {
      if (photo) at("photos").put(photo);
      at("drafts").get(draft.key).onsuccess = ({ target }) => {
        const lying = target.result;
        if (lying?.by !== page && (lying?.saved_at ?? 0) !== known) { // it was written, or sent, elsewhere: this is another
          Object.assign(draft, { id: uuid7(), mends: null });
          putBeside(draft, draft.id);
        }
        try {
          at("drafts").put(draft);
        } catch (reason) {
          trouble = reason;
          target.transaction.abort();
        }
      };
    }).catch((reason) => { throw trouble ?? reason; });
    known = saved_at;
    if (draft.key !== before) history.replaceState(history.state, "", draft.path + location.hash);
    tellPages("queue");
  }
  const save = () => keep().catch(tellTrouble);
  const soon = () => { clock ??= setTimeout(save, EVERY); };
  const end = () => { isOver = true; clearTimeout(clock); };
  const typed = changedBetween(shown, typedIn(form));
  if (found) bringBack(form, renewed(found, shown), typed);
  if (found) await offerToDrop(form, found, user, end);
  if (typed.length) soon();
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  addEventListener("pagehide", () => { if (clock) save(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden && clock) save(); });
  return { draft, keep, isFound: Boolean(found), end, goOn: () => { isOver = false; } };
}

// Of goods that are changed, what she left alone is as it is now: orders may have taken some meanwhile. Where other
// words are on the page than the draft was ticked for, those have yet to be read out.
function renewed(draft, shown) {
  draft.values ??= {};
  if (draft.values.version !== shown.version) Object.assign(draft.values, { version: shown.version, was_read: false });
  if (draft.kind !== "edit_product") return draft;
  for (const [name, now] of Object.entries(shown)) {
    if (draft.values[name] === draft.base[name]) draft.values[name] = draft.base[name] = now;
  }
  return draft;
}

const changedBetween = (before, after) => Object.keys(after).filter((name) => before[name] !== after[name]);

function bringBack(form, { values }, typedMeanwhile) {
  writeInto(form, Object.fromEntries(Object.entries(values).filter(([name]) => !typedMeanwhile.includes(name))));
}

async function offerToDrop(form, draft, user, end) {
  const words = make("span", {}, `Tulisan Anda ${ageWords(draft.saved_at)} dibawa kembali. Belum terkirim.`);
  const drop = make("button", { className: "button button--quiet icon-delete", type: "button" }, "Buang, mulai lagi");
  drop.addEventListener("click", async () => {
    if (!confirm("Buang tulisan dan foto yang belum dikirim ini?")) return;
    end();
    await dropDraft(draft.key).catch(tellTrouble);
    location.reload();
  });
  const rows = draft.mends ? [...(await operationsOf(user)).filter(({ state }) => state !== DONE), ...(await draftsOf(user))] : [];
  const isNamed = rows.some((row) => row.key !== draft.key && JSON.stringify(row).includes(draft.mends)); // a new producer
  form.prepend(make("div", { className: "notice cluster", role: "status" }, words, !isNamed && drop));
}
