// What can be seen to be wrong before it is sent, said in the server's own words (data-rules, sellers/rules.py).

import { fieldOf } from "./kinds.js";
import { grams, wholeNumber } from "./numbers.js";

const READ = {
  whole: wholeNumber,
  rupiah: wholeNumber,
  gram: grams,
};

/** Return what a field says: a number, words, or true and false. */
export function valueOf(typed, rule) {
  if (typeof typed === "boolean") return typed;
  if (rule?.kind === "lines") return typed.trim();
  return READ[rule?.kind] ? READ[rule.kind](typed) : typed.trim().replace(/\s+/g, " ");
}

/** Return what is wrong, by the name of the field. */
export function wrongIn(typed, rules, photos) {
  const found = {};
  for (const [name, rule] of Object.entries(rules)) {
    if (rule.unless && typed[rule.unless[0]] === rule.unless[1]) continue;
    if (rule.with_photos && !photos.length) continue;
    for (const asked of rule.each_photo ? photos.map((id) => `${name}-${id}`) : [name]) {
      const said = name === "photo" ? (photos.length ? "" : rule.required) : wrong(typed[asked] ?? "", rule);
      if (said) found[asked] = said;
    }
  }
  return found;
}

function wrong(typed, rule) {
  if (typed === false || (typeof typed === "string" && !typed.trim())) return rule.required;
  if (typed === true) return "";
  const value = valueOf(typed, rule);
  if (READ[rule.kind]) {
    if (value === null) return rule.invalid;
    if (value < rule.least) return rule.too_small;
    return value > rule.most ? rule.too_big : "";
  }
  if (rule.fewest && value.length < rule.fewest) return rule.too_short;
  if (rule.most && value.length > rule.most) return rule.too_long;
  return rule.no_letter && !/\p{L}/u.test(value) ? rule.no_letter : "";
}

// The server counts photos, and may name a question that is asked in another way here.
function controlOf(form, name) {
  const [, number] = name.match(/^told(\d)$/) ?? [];
  if (number) return form.querySelectorAll("[data-photo-told]")[number - 1];
  if (name === "photo" || name === "photos") return form.querySelector("[data-photo] input[type=file]");
  return form.querySelector(`[name="${name}-cari"]`) ?? form.querySelector(`[name="${name}"]`) ?? [...form.elements].find((one) => fieldOf(one.name) === name);
}

// What was said beside a field goes once the field is right; what only the server can tell, once something else stands there.
function takeBack({ target }) {
  const field = target.closest(".field--wrong"), { form } = target;
  if (!field || !form) return;
  const rule = JSON.parse(form.dataset.rules || "{}")[target.name];
  const said = target.type === "checkbox" ? target.checked : target.value;
  if (target.type === "file" ? !target.files.length : rule && wrong(said, rule)) return;
  field.classList.remove("field--wrong");
  field.querySelectorAll(".field__error").forEach((old) => old.remove());
  for (const one of field.querySelectorAll("[aria-invalid], [aria-describedby$='_error']")) {
    one.removeAttribute("aria-invalid");
    one.removeAttribute("aria-describedby");
  }
}

document.addEventListener("input", takeBack);
document.addEventListener("change", takeBack, true); // before photos are taken out of their field

/** Write beside each field what is wrong with it, and go to the first. */
export function showWrong(form, found) {
  for (const old of form.querySelectorAll(".field__error")) old.remove();
  for (const old of form.querySelectorAll(".field--wrong")) old.classList.remove("field--wrong");
  let first = null;
  for (const [name, words] of Object.entries(found)) {
    const control = controlOf(form, name);
    const field = control?.closest(".field, .restock");
    if (!field) continue;
    const list = Object.assign(document.createElement("ul"), { className: "field__error", id: `${control.id || name}_error` });
    list.append(Object.assign(document.createElement("li"), { textContent: words }));
    field.classList.add("field--wrong");
    field.append(list);
    control.setAttribute("aria-describedby", list.id);
    first ??= control;
  }
  first?.focus();
  (first?.closest(".field") ?? first)?.scrollIntoView({ block: "center" });
}
