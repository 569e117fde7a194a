// One question at a time: the same form, of which only one part is shown. It sends nothing and keeps nothing. Without it,
// or with #semua in the address, the form is one page. A form asks for it with data-steps; what belongs together in it is
// within one data-step.

import { addKeys, isForFingers, NUMBERS } from "./keys.js";
import { make } from "./making.js";

const FORMS = "form[data-steps]";
const QUESTIONS = ":scope > .field:not([hidden]), :scope > [data-price], :scope > [data-step]:not([hidden])";
const ANSWERS = "input:not([type='hidden']), select, textarea, [data-record]";
const WRONG = ".field--wrong, .field--choose"; // refused, or of several that were found none is chosen yet
const ALL = "#semua";

function button(words, className, press) {
  const made = make("button", { type: "button", className: `button button--wide big-button steps__part ${className}` }, words);
  made.addEventListener("click", press);
  return made;
}

function said(className, role) {
  return make("p", { className: `steps__part ${className}`, role });
}

function isBlank(field) {
  if (field.querySelector(".field__optional")) return false;
  const photo = field.querySelector("input[type='file']");
  if (photo) return !photo.files.length && !photo.form.elements.kept_photo && !field.querySelector("img, .photos__one");
  const written = field.querySelectorAll("input:not([type='hidden'], [type='file'], [type='radio'], [type='checkbox']), select, textarea");
  return [...written].some((control) => control.offsetParent && !control.value.trim());
}

/** The first field of a question in which there is nothing yet that has to be. */
function blankIn(question) {
  const fields = question.matches(".field") ? [question] : [...question.querySelectorAll(".field")];
  return fields.find(isBlank);
}

/** Where a question is answered: at what is wrong in it, or else at its beginning; of choices at the one that is made. */
function answerOf(question) {
  const all = [...question.querySelectorAll(ANSWERS)].filter((one) => one.checkVisibility());
  const first = all.find((one) => one.closest(WRONG)) ?? all[0];
  return first?.type === "radio" ? (all.find((one) => one.name === first.name && one.checked) ?? first) : first;
}

class Steps {
  constructor(form, questions, send) {
    Object.assign(this, { form, questions, send, at: 0 });
    this.progress = said("steps__progress", "status");
    this.missing = Object.assign(said("field__error", "alert"), { id: "steps-missing" });
    this.bar = make("progress", { className: "steps__part steps__bar", max: questions.length });
    this.bar.setAttribute("aria-hidden", "true");
    this.next = button("Lanjut", "button--primary icon-next steps__next", () => this.goOn());
    this.back = button("Kembali", "icon-back steps__back", () => this.goBack());
    this.all = make("a", { href: ALL, className: "steps__part steps__all" }, "Lihat semua pertanyaan sekaligus");
  }

  begin() {
    const { form, questions, send } = this;
    form.classList.add("in-steps");
    questions[0].before(this.progress, this.bar);
    send.before(this.missing, this.next);
    send.after(this.back, this.all);
    if (isForFingers()) form.querySelectorAll(NUMBERS).forEach(addKeys);
    form.addEventListener("keydown", (event) => this.onKey(event));
    for (const what of ["input", "change"]) form.addEventListener(what, () => this.takeBack(), true);
    addEventListener("popstate", (event) => this.isOn() && this.show(event.state?.step ?? 0));
    addEventListener("hashchange", () => location.hash === ALL && this.end());
    const isNew = ({ target, oldValue }) => target.classList.contains("field--wrong") && !oldValue?.includes("field--wrong");
    new MutationObserver((changes) => this.isOn() && changes.some(isNew) && this.go(this.wrong())).observe(
      form,
      { subtree: true, attributeFilter: ["class"], attributeOldValue: true },
    );
    if (history.state?.step) history.replaceState(null, ""); // from before the page was loaded again
    this.show(Math.max(0, this.wrong()), this.wrong() >= 0);
  }

  /** Show all questions, as without this module. */
  end() {
    this.form.classList.remove("in-steps");
    this.form.querySelectorAll(".steps__part").forEach((part) => part.remove());
    this.form.querySelectorAll("input[data-keys]").forEach((input) => { input.inputMode = input.dataset.keys; });
    for (const part of [...this.questions, this.send]) part.hidden = false;
    answerOf(this.questions[this.at])?.focus();
  }

  isOn() {
    return this.form.isConnected && this.form.classList.contains("in-steps");
  }

  wrong() {
    return this.questions.findIndex((one) => one.matches(WRONG) || one.querySelector(WRONG));
  }

  /** What was asked for goes as soon as it is there. */
  takeBack() {
    if (!blankIn(this.questions[this.at])) this.missing.textContent = "";
  }

  goOn() {
    const blank = blankIn(this.questions[this.at]);
    if (blank && !this.missing.textContent) {
      this.askFor(answerOf(blank));
      return;
    }
    this.go(this.at + 1);
  }

  /** The question before; where she has just come from there, as the phone's own back button does. */
  goBack() {
    if (history.state?.step === this.at && history.state.from === this.at - 1) history.back();
    else this.go(this.at - 1);
  }

  go(number) {
    history.pushState({ step: number, from: this.at }, "");
    this.show(number);
  }

  askFor(answer) {
    this.missing.textContent = "Bagian ini belum diisi. Isi dulu, atau tekan Lanjut sekali lagi.";
    const before = answer?.getAttribute("aria-describedby")?.split(" ") ?? [];
    answer?.setAttribute("aria-describedby", [...new Set([...before, this.missing.id])].join(" "));
    answer?.focus({ preventScroll: true });
  }

  onKey(event) {
    if (!this.isOn() || event.defaultPrevented || event.key !== "Enter" || !event.target.matches("input") || this.at === this.questions.length - 1) return;
    event.preventDefault();
    this.goOn();
  }

  show(number, moves = true) {
    const last = this.questions.length - 1;
    this.at = Math.min(Math.max(number, 0), last);
    this.questions.forEach((question, place) => { question.hidden = place !== this.at; });
    this.missing.textContent = "";
    this.progress.textContent = `${this.at + 1} dari ${last + 1}`;
    this.bar.value = this.at + 1;
    this.next.hidden = this.at === last;
    this.send.hidden = this.at !== last;
    this.back.hidden = this.at === 0;
    if (!moves) return;
    this.progress.scrollIntoView({ block: "center" });
    answerOf(this.questions[this.at])?.focus({ preventScroll: true });
  }
}

const begun = new WeakSet();

/** Show the questions of the forms in a part of a page one by one. */
export function inSteps(root) {
  for (const form of location.hash === ALL ? [] : root.querySelectorAll(FORMS)) {
    if (begun.has(form)) continue;
    begun.add(form);
    const questions = [...form.querySelectorAll(QUESTIONS)];
    const send = form.querySelector("button.big-button:not([type='button'])");
    if (send && questions.length > 1) new Steps(form, questions, send).begin();
  }
}

inSteps(document);
new MutationObserver(() => inSteps(document)).observe(document.body, { childList: true, subtree: true });
