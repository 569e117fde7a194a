// Big keys below a field for numbers or a telephone's number, where fingers type; the phone's own keys stay away then.

import { make } from "./making.js";

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"], DELETE = "⌫";
const KEYS = { numeric: [...DIGITS, "000", "0", DELETE], tel: [...DIGITS, "+", "0", DELETE] }; // by what a field asks the phone for
/** The fields that get them. */
export const NUMBERS = "input:is([inputmode='numeric'], [inputmode='tel'])";

export const isForFingers = () => matchMedia("(pointer: coarse)").matches;

/** Put the keys below a field. */
export function addKeys(input) {
  const keys = make("div", { className: "keys steps__part", role: "group", "aria-label": "Tombol angka" });
  for (const key of KEYS[input.inputMode]) {
    const one = make("button", { type: "button", className: "button keys__key" }, key);
    if (key === DELETE) one.setAttribute("aria-label", "Hapus satu angka");
    one.addEventListener("click", () => {
      const most = input.maxLength < 0 ? Infinity : input.maxLength;
      input.value = key === DELETE ? input.value.slice(0, -1) : (input.value + key).slice(0, most);
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    keys.append(one);
  }
  input.dataset.keys = input.inputMode;
  input.inputMode = "none";
  const field = input.closest("[data-price]") ?? input.closest(".field");
  if (field) field.append(keys);
  else (input.closest("label") ?? input).after(keys);
}

// Where several things are asked at once the keys come when a field is gone to, and stay: nothing moves from below her finger.
function bring({ target }) {
  if (isForFingers() && target.matches?.(NUMBERS) && !target.closest("form[data-steps]")) addKeys(target);
}

document.addEventListener("pointerdown", bring);
document.addEventListener("focusin", bring);
