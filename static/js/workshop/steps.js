// One question at a time: the same form, of which only one part is shown. It sends nothing and keeps nothing. Without it,
// or with #semua in the address, the form is one page. A form asks for it with data-steps; what belongs together in it is
// within one data-step.

const FORMS = "form[data-steps]";
const QUESTIONS = ":scope > .field:not([hidden]), :scope > [data-price], :scope > [data-step]:not([hidden])";
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "000", "0", "⌫"];
const ALL = "#semua";

function make(name, properties, ...inside) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...inside);
  return element;
}

function button(words, className, press) {
  const made = make("button", { type: "button", className: `button button--wide big-button steps__part ${className}` }, words);
  made.addEventListener("click", press);
  return made;
}

function said(className, role) {
  const made = make("p", { className: `steps__part ${className}` });
  made.setAttribute("role", role);
  return made;
}

function isBlank(field) {
  if (field.querySelector(".field__optional")) return false;
  const photo = field.querySelector("input[type='file']");
  if (photo) return !photo.files.length && !field.querySelector("img, .photos__one");
  const written = field.querySelectorAll("input:not([type='hidden'], [type='file'], [type='radio'], [type='checkbox']), select, textarea");
  return [...written].some((control) => control.offsetParent && !control.value.trim());
}

/** Is there nothing in it yet that has to be? */
function isEmpty(question) {
  const fields = question.matches(".field") ? [question] : [...question.querySelectorAll(".field")];
  return fields.some(isBlank);
}

/** Put big keys below a field for numbers, where fingers type; the phone's own keys stay away then. */
function addKeys(input) {
  const keys = make("div", { className: "keys steps__part" });
  keys.setAttribute("role", "group");
  keys.setAttribute("aria-label", "Tombol angka");
  for (const key of KEYS) {
    const one = make("button", { type: "button", className: "button keys__key" }, key);
    if (key === "⌫") one.setAttribute("aria-label", "Hapus satu angka");
    one.addEventListener("click", () => {
      input.value = key === "⌫" ? input.value.slice(0, -1) : (input.value + key).slice(0, input.maxLength);
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    keys.append(one);
  }
  input.inputMode = "none";
  (input.closest("[data-price]") ?? input.closest(".field")).append(keys);
}

class Steps {
  constructor(form, questions, send) {
    Object.assign(this, { form, questions, send, at: 0 });
    this.progress = said("steps__progress", "status");
    this.missing = said("field__error", "alert");
    this.bar = make("progress", { className: "steps__part steps__bar", max: questions.length });
    this.bar.setAttribute("aria-hidden", "true");
    this.next = button("Lanjut", "button--primary steps__next", () => this.goOn());
    this.back = button("Kembali", "steps__back", () => (history.state?.step ? history.back() : this.show(this.at - 1)));
    this.all = make("a", { href: ALL, className: "steps__part steps__all" }, "Lihat semua pertanyaan sekaligus");
  }

  begin() {
    const { form, questions, send } = this;
    form.classList.add("in-steps");
    questions[0].before(this.progress, this.bar);
    send.before(this.missing, this.next);
    send.after(this.back, this.all);
    if (matchMedia("(pointer: coarse)").matches) form.querySelectorAll("input[inputmode='numeric']").forEach(addKeys);
    form.addEventListener("keydown", (event) => this.onKey(event));
    for (const what of ["input", "change"]) form.addEventListener(what, () => this.takeBack(), true);
    addEventListener("popstate", (event) => this.isOn() && this.show(event.state?.step ?? 0));
    addEventListener("hashchange", () => location.hash === ALL && this.end());
    const isNew = ({ target, oldValue }) => target.classList.contains("field--wrong") && !oldValue?.includes("field--wrong");
    new MutationObserver((changes) => this.isOn() && changes.some(isNew) && this.show(this.wrong())).observe(
      form,
      { subtree: true, attributeFilter: ["class"], attributeOldValue: true },
    );
    this.show(Math.max(0, this.wrong()), false);
  }

  /** Show all questions, as without this module. */
  end() {
    this.form.classList.remove("in-steps");
    this.form.querySelectorAll(".steps__part").forEach((part) => part.remove());
    this.form.querySelectorAll("input[inputmode='none']").forEach((input) => { input.inputMode = "numeric"; });
    for (const part of [...this.questions, this.send]) part.hidden = false;
  }

  isOn() {
    return this.form.isConnected && this.form.classList.contains("in-steps");
  }

  wrong() {
    return this.questions.findIndex((one) => one.matches(".field--wrong") || one.querySelector(".field--wrong"));
  }

  /** What was asked for goes as soon as it is there. */
  takeBack() {
    if (!isEmpty(this.questions[this.at])) this.missing.textContent = "";
  }

  goOn() {
    if (isEmpty(this.questions[this.at]) && !this.missing.textContent) {
      this.missing.textContent = "Bagian ini belum diisi. Isi dulu, atau tekan Lanjut sekali lagi.";
      return;
    }
    history.pushState({ step: this.at + 1 }, "");
    this.show(this.at + 1);
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
    const first = this.questions[this.at].querySelector("input:not([type='hidden'], [type='file']), select, textarea");
    first?.focus({ preventScroll: true });
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
