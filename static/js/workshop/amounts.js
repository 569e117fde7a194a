// Below a price: the same in words while it is typed, such as "dua puluh lima ribu rupiah". market/rupiah/words.py says the same.

import { wholeNumber } from "./numbers.js";

const ONES = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"];
const GROUPS = [[1e12, "triliun"], [1e9, "miliar"], [1e6, "juta"], [1000, "ribu"]];
const PRICES = "input[name='price']";

const joined = (head, rest) => (rest ? `${head} ${inWords(rest)}` : head);

/** Return a whole number below a thousand trillion in words. */
export function inWords(number) {
  for (const [size, name] of GROUPS) {
    const many = Math.floor(number / size);
    if (many) return joined(many === 1 && size === 1000 ? "seribu" : `${inWords(many)} ${name}`, number % size);
  }
  if (number < 12) return ONES[number];
  if (number < 20) return `${ONES[number - 10]} belas`;
  if (number < 100) return joined(`${ONES[Math.floor(number / 10)]} puluh`, number % 10);
  return joined(number < 200 ? "seratus" : `${ONES[Math.floor(number / 100)]} ratus`, number % 100);
}

/** Make the words of an amount, to stand beside or below it. */
export const wordsOf = (amount) => Object.assign(document.createElement("span"), { className: "in-words", textContent: `${inWords(amount)} rupiah` });

/** Write a price's words below it. */
export function say(input) {
  const field = input.closest("[data-price]") ?? input.closest(".field");
  if (!field) return;
  let said = field.querySelector(".in-words");
  if (!said) {
    said = document.createElement("output");
    said.className = "in-words";
    const shown = field.querySelector("[data-price-shown]");
    if (shown) shown.after(said);
    else field.append(said);
  }
  const amount = wholeNumber(input.value);
  said.textContent = amount ? `${inWords(amount)} rupiah` : "";
}

document.addEventListener("input", (event) => {
  if (event.target.matches(PRICES)) say(event.target);
});
document.querySelectorAll(PRICES).forEach(say);
