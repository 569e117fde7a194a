// Forms that have an operation go through the queue, with a signal as without one.

import { wireAttachments } from "./attachments.js";
import { showWrong, wrongIn } from "./checks.js";
import { listen } from "./count.js";
import { startFromHers } from "./data.js";
import { keepDraftOf, typedIn } from "./drafts.js";
import { isQueued } from "./kinds.js";
import { operationsIn } from "./made_of_forms.js";
import { offerUnsent, refusalOf } from "./makers.js";
import { make } from "./making.js";
import { sendNow } from "./moments.js";
import { what } from "./naming.js";
import { askToStay, tellTrouble } from "./room.js";
import { tell, tellNext } from "./telling.js";

const PATIENCE = 8000; // milliseconds to stand by while it is sent; then she may go on, and it is sent all the same
const QUEUE = "/jual/antrean/", AT_ONCE = ["restock", "sold_out"];

/** Take over the forms that have an operation. */
export function wireForms(root, user) {
  if (user) [...root.querySelectorAll("form[data-operation]")].filter((one) => isQueued(one) && !one.dataset.gone).forEach((form) => wire(form, user));
}

// A page that the browser brings back as it was left shows what has been sent since as still to be sent.
addEventListener("pageshow", ({ persisted }) => { if (persisted && document.querySelector("form[data-operation]")) location.reload(); });

async function wire(form, user) {
  const waiting = form.dataset.draft ? begin(form, user) : Promise.resolve({ draft: null });
  waiting.catch(tellTrouble);
  if (AT_ONCE.includes(form.dataset.operation)) showWaiting(form, user).catch(() => {});
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.dataset.sending) return;
    form.dataset.sending = "yes";
    const button = event.submitter ?? form.querySelector("button:not([type=button])");
    const isLeaving = await waiting.then((kept) => send(form, user, kept, button)).catch(tellTrouble);
    if (!isLeaving) delete form.dataset.sending;
  });
}

async function begin(form, user) {
  if (form.dataset.operation === "list_product") await offerUnsent(form, user);
  const kept = await keepDraftOf(form, user);
  wireAttachments(form, kept, user);
  if (kept.isFound) form.closest("details")?.setAttribute("open", ""); // what is brought back is seen
  if (kept.draft.wrong) showWrong(form, kept.draft.wrong);
  if (form.dataset.operation === "edit_product") await sayWhatWaits(form, user, kept).catch(() => {}); // without it the form works as well
  return kept;
}

// The server's page does not know of it: what is changed here once more would count twice.
async function sayWhatWaits(form, user, { draft, isFound }) {
  if (document.body.dataset.app === "shell") return; // drawn with all that waits in it
  const waiting = await waitingFor(form, user);
  if (!waiting.length) return;
  const words = `Belum terkirim dari HP ini: ${waiting.map((one) => what(one)).join(", ")}. Tidak perlu ditulis lagi; dikirim sendiri. `;
  const notice = make("p", { className: "notice notice--warning", role: "status" }, words, make("a", { href: QUEUE }, "Lihat antrean"));
  form.prepend(notice);
  onceSent(waiting, () => {
    if (!isFound && !draft.saved_at && !form.dataset.sending) location.reload();
    notice.replaceChildren("Sudah terkirim. Muat ulang dulu sebelum mengubah stok. ", make("a", { href: "" }, "Muat ulang"));
  });
}

const waitingFor = async (form, user) =>
  (await operationsOf(user)).filter((one) => isUnsent(one) && String(one.data.product) === form.dataset.product);

// The server's lists do not know of it either: one more "habis" or "ada lagi" would be counted as well.
async function showWaiting(form, user) {
  if (document.body.dataset.app === "shell") return;
  const waiting = (await waitingFor(form, user)).filter(({ kind }) => kind === "change_stock");
  if (waiting.length) standBy(form, waiting);
}

// In the place of a form whose operation waits, until it has gone.
function standBy(form, operations) {
  const badge = make("p", { className: "badge badge--waiting icon-wait" }, "belum terkirim");
  form.replaceChildren(badge);
  onceSent(operations, () => {
    if (!isInUse()) return location.reload();
    badge.className = "badge icon-yes";
    badge.replaceChildren("terkirim · ", make("a", { href: "" }, "muat ulang"));
  });
}

// Is anything on the page being written or sent? That is not taken from under her hands.
const isInUse = () => [...document.forms].some((form) => form.dataset.sending || form.matches(":focus-within") ||
  [...form.elements].some((one) => ("defaultValue" in one && one.value !== one.defaultValue) || one.checked !== one.defaultChecked));

function onceSent(operations, act) {
  let isOver = false;
  const look = async (news) => {
    if (news !== "queue") return;
    const now = await Promise.all(operations.map(({ id }) => fetchOne("operations", id)));
    if (isOver || now.some((one) => one && isUnsent(one))) return;
    isOver = true;
    stop();
    act();
  };
  const stop = listen(look);
  look("queue").catch(() => {}); // perhaps meanwhile
}

// Gives back whether another page follows.
async function send(form, user, kept, button) {
  await kept.busy; // photos that are just being kept
  const typed = typedIn(form);
  if (kept.draft?.voice) typed.voice = kept.draft.voice;
  const photos = kept.draft?.photos ?? [];
  const found = wrongIn(typed, JSON.parse(form.dataset.rules || "{}"), photos);
  showWrong(form, found);
  if (Object.keys(found).length) return false;
  if (kept.draft) kept.draft.values = typed; // also what was typed since it was kept last
  const made = operationsIn(form, typed, kept.draft);
  if (!made.length) {
    tell("Belum ada yang diubah.");
    return false;
  }
  const refusal = await refusalOf(made, user);
  if (refusal) {
    tell(refusal, "warning");
    return false;
  }
  for (const { data } of made) await startFromHers(data, user);
  askToStay();
  const operations = await keepAll(made, user, kept);
  form.inert = true; // what is typed from here on would go nowhere
  let isLeaving = false;
  try {
    isLeaving = await follow(form, operations, button).catch(() => later(form, operations)); // kept it is all the same
  } finally {
    form.inert = isLeaving;
  }
  return isLeaving;
}

async function keepAll(made, user, kept) {
  kept.end?.();
  try {
    if (kept.draft) delete kept.draft.wrong;
    return await keepOperations(made, { user, path: location.pathname });
  } catch (reason) {
    kept.goOn?.();
    throw reason;
  }
}

// Stands by for a moment: with a good signal the answer comes at once. Without one it is safe, and she is told so.
async function follow(form, operations, button) {
  const label = button?.innerHTML;
  if (button) Object.assign(button, { disabled: true, textContent: "Mengirim…" });
  sendNow(navigator.onLine !== false); // what was never on its way may still be changed
  const ended = navigator.onLine === false ? null : await endOf(operations);
  if (button) Object.assign(button, { disabled: false, innerHTML: label });
  const held = ended?.find((one) => one.isHeldBack);
  if (!ended || held) return later(form, operations, held?.words);
  const wrong = ended.find((one) => one.state === ATTENTION);
  if (wrong) return mend(form, wrong);
  const came = Object.assign({}, ...ended.map((one) => one.result));
  tellNext(ended.map((one) => one.words).filter(Boolean).join(" "));
  const next = (form.dataset.next || location.pathname).replace(/\{(\w+)\}/, (_, name) => came[name] ?? "");
  location.assign(next.includes("//") ? QUEUE : next); // it did not say which
  return true;
}

function later(form, operations, words = "Tersimpan di HP. Dikirim sendiri begitu ada sinyal.") {
  if (!form.dataset.draft && document.body.dataset.app !== "shell") {
    tell(words);
    standBy(form, operations);
    return false;
  }
  tellNext(words);
  location.assign(form.dataset.draft ? (form.dataset.later ?? QUEUE).replace("{id}", operations[0].id) : location.pathname);
  return true;
}

async function mend(form, wrong) {
  tellNext(wrong.words, "warning");
  const draft = wrong.draft && (await mendOperation(wrong.id));
  location.assign(draft ? draft.path : QUEUE);
  return true;
}

function endOf(operations) {
  let clock, stop;
  const ended = new Promise((resolve) => {
    clock = setTimeout(resolve, PATIENCE, null);
    const look = async () => {
      const now = await Promise.all(operations.map(({ id }) => fetchOne("operations", id)));
      if (!now.some((one) => one && isUnsent(one) && !one.isHeldBack)) resolve(now.filter(Boolean));
    };
    stop = listen((what) => { if (what === "queue") look(); });
    look();
  });
  return ended.finally(() => { clearTimeout(clock); stop(); });
}
